package dev.homeport.alert;

import dev.homeport.config.door.AlertSettings.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// What to say when: of each subject once when it begins, once a day while it lasts, and once when
/// it is over. What ends before it was told is never told. Several accounts within a few seconds
/// are one message.
///
/// It has no clock of its own and one owner, who holds a lock.
final class Cases {
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// How long accounts are waited for that come or go together.
  static final Duration TOGETHER = Duration.ofSeconds(10);

  /// More than these are not remembered.
  private static final int MOST = 500;

  /// From so many addresses on they are told as one.
  private static final int FEW = 5;

  private static final Subject SHARE = Subject.of(Topic.FALLBACK_SHARE, "fallback share");

  private final String instance;
  private final Map<Subject, Case> open = new LinkedHashMap<>();
  private final Share share;

  /// Nothing is wrong yet.
  Cases(String instance, Moment now) {
    this.instance = instance;
    this.share = new Share(now.nanos());
  }

  /// Takes a sign; whether that may change when something is to be told.
  boolean take(Sign sign, int fallbackShare, Moment now) {
    switch (sign) {
      case Sign.Began fresh -> {
        Sign.Began began = gathered(fresh);
        Case known = open.get(began.subject());
        if (known != null) {
          open.put(began.subject(), known.goesOn(began, now));
        } else if (open.size() < MOST) {
          open.put(began.subject(), Case.of(began, now));
        }
      }
      case Sign.Over(Subject subject) -> {
        return over(subject, now);
      }
      case Sign.Superseded(Subject by) -> open.keySet().removeIf(by::isAnotherPartOf);
      case Sign.Served(boolean fallback) -> {
        share.add(fallback, now.nanos());
        return fallback && !open.containsKey(SHARE) && judgeShare(fallbackShare, now);
      }
    }
    return true;
  }

  /// Whoever guesses keys chooses where he comes from: of many addresses people are told at once.
  private Sign.Began gathered(Sign.Began sign) {
    boolean isOneMore =
        sign.subject().topic() == Topic.KEY_GUESSING
            && !open.containsKey(sign.subject())
            && open.keySet().stream().filter(some -> some.topic() == Topic.KEY_GUESSING).count()
                >= FEW;
    return isOneMore
        ? new Sign.Began(
            Subject.of(Topic.KEY_GUESSING, "many addresses"),
            "keys are guessed from many addresses",
            sign.subject().name() + " is another",
            sign.level(),
            sign.patience(),
            sign.until())
        : sign;
  }

  private boolean over(Subject subject, Moment now) {
    Case known = open.get(subject);
    if (known == null || known.isOver()) {
      return false;
    }
    if (known.isTold()) {
      Duration wait = subject.topic() == Topic.ACCOUNT ? TOGETHER : Duration.ZERO;
      open.put(subject, known.over(now.nanos() + wait.toNanos()));
    } else {
      open.remove(subject);
    }
    return true;
  }

  /// Nothing is wrong, as far as anybody wants to know.
  void forget() {
    open.clear();
  }

  /// Whether the share came to be too much, or is so no more.
  private boolean judgeShare(int percent, Moment now) {
    Share.Sum sum = share.sum(now.nanos());
    if (sum.isTooMuch(percent) && !open.containsKey(SHARE)) {
      String title = "more than " + percent + " % of the last hour's answers came from elsewhere";
      var sign = new Sign.Began(SHARE, title, sum.text(), 0, Duration.ZERO, null);
      open.put(SHARE, Case.of(sign, now));
      return true;
    }
    if (open.containsKey(SHARE) && sum.isCalm(percent)) {
      over(SHARE, now);
      return true;
    }
    return false;
  }

  /// What is to be told now.
  List<Message> due(int fallbackShare, Moment now) {
    judgeShare(fallbackShare, now);
    expire(now);
    var messages = new ArrayList<Message>();
    endings(messages, now);
    beginnings(messages, now);
    return messages;
  }

  /// What is over by itself: of guessing that is told, of a budget's month everybody knows.
  private void expire(Moment now) {
    for (Case some : List.copyOf(open.values())) {
      if (some.until() != null && now.wall().isAfter(some.until())) {
        if (some.subject().topic() == Topic.KEY_GUESSING) {
          over(some.subject(), now);
        } else {
          open.remove(some.subject());
        }
      }
    }
  }

  private void endings(List<Message> messages, Moment now) {
    List<Case> ended = open.values().stream().filter(Case::isOver).toList();
    List<Case> due = ended.stream().filter(some -> now.isAt(overNanos(some))).toList();
    for (Case some : due) {
      if (some.subject().topic() != Topic.ACCOUNT) {
        messages.add(message(List.of(some), false, Wording.over(some, now.wall())));
      }
    }
    if (due.stream().anyMatch(Cases::isAccount)) {
      List<Case> all = ended.stream().filter(Cases::isAccount).toList();
      messages.add(message(all, false, Wording.free(all, now.wall())));
      all.forEach(some -> open.remove(some.subject()));
    }
    due.forEach(some -> open.remove(some.subject()));
  }

  private void beginnings(List<Message> messages, Moment now) {
    List<Case> going = open.values().stream().filter(some -> !some.isOver()).toList();
    List<Case> due = going.stream().filter(some -> now.isAt(some.dueNanos())).toList();
    for (Case some : due) {
      if (!isAccount(some)) {
        messages.add(message(List.of(some), true, Wording.open(some, now.wall())));
      }
    }
    if (due.stream().anyMatch(Cases::isAccount)) {
      List<Case> all =
          going.stream()
              .filter(Cases::isAccount)
              .filter(some -> !some.isTold() || now.isAt(some.dueNanos()))
              .toList();
      messages.add(message(all, true, Wording.blocked(all, now.wall())));
      all.forEach(some -> told(some, now));
    }
    due.forEach(some -> told(some, now));
  }

  private void told(Case some, Moment now) {
    open.put(some.subject(), some.toldUntil(now.nanos() + DAY.toNanos()));
  }

  private Message message(List<Case> cases, boolean isOpen, String text) {
    Case first = cases.getFirst();
    return new Message(
        first.id(instance),
        first.subject().topic(),
        first.subject().topics(),
        cases.stream().map(some -> some.subject().shown()).collect(Collectors.joining(", ")),
        isOpen,
        text,
        first.since());
  }

  /// How long nothing has to be told, if no sign comes.
  Duration rest(Moment now) {
    long least =
        Math.min(
            least(Cases::nextNanos, now),
            open.containsKey(SHARE) ? MINUTE.toNanos() : DAY.toNanos());
    for (Case some : open.values()) {
      if (some.until() != null && !some.isOver()) {
        Duration left = Duration.between(now.wall(), some.until()).plusMillis(1);
        least = Math.min(least, left.compareTo(DAY) < 0 ? left.toNanos() : DAY.toNanos());
      }
    }
    return Duration.ofNanos(Math.max(0, least));
  }

  private long least(ToLongFunction<Case> at, Moment now) {
    return open.values().stream()
        .mapToLong(some -> at.applyAsLong(some) - now.nanos())
        .min()
        .orElse(DAY.toNanos());
  }

  private static long nextNanos(Case some) {
    return some.isOver() ? overNanos(some) : some.dueNanos();
  }

  private static long overNanos(Case some) {
    Long nanos = some.overNanos();
    return nanos == null ? some.dueNanos() : nanos;
  }

  private static boolean isAccount(Case some) {
    return some.subject().topic() == Topic.ACCOUNT;
  }
}
