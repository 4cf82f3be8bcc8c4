package dev.homeport.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What waits for one target, in its order: the next goes out when the one before is there or given
/// up. It has no clock of its own and one owner, who holds a lock.
final class Mailbox {
  /// How long a try may take.
  static final Duration LIMIT = Duration.ofSeconds(10);

  static final int MOST = 200;
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofHours(24);

  /// A message, and how often it was tried.
  record Parcel(Message message, int tries, long sinceNanos, long dueNanos) {}

  /// What a try means for whoever reads the log.
  enum News {
    /// Nothing new.
    NONE,
    /// From here on nothing arrives.
    FAILS,
    /// It arrives again.
    ARRIVES,
    /// This message never will, for a reason that was not told yet.
    REFUSED,
    /// This message was tried for a day.
    GIVEN_UP
  }

  private final Deque<Parcel> waiting = new ArrayDeque<>();

  /// What is on its way, and since when.
  private @Nullable Parcel out;

  private long outNanos;
  private boolean late;
  private long dropped;
  private @Nullable Instant failedSince;
  private @Nullable String why;
  private @Nullable Instant lastSent;

  /// Takes a message; the oldest that waits gives way where there is no room.
  void add(Message message, Moment now) {
    if (waiting.size() >= MOST) {
      waiting.removeFirst();
      dropped++;
    }
    waiting.addLast(new Parcel(message, 0, now.nanos(), now.nanos()));
  }

  /// What is to go out now, which is on its way from here on; nothing where it is not time.
  @Nullable Message next(Moment now) {
    Parcel head = waiting.peekFirst();
    if (out != null || head == null || !now.isAt(head.dueNanos())) {
      return null;
    }
    out = waiting.removeFirst();
    outNanos = now.nanos();
    late = false;
    return head.message();
  }

  /// Whether what is on its way takes too long; said once.
  boolean isLate(Moment now) {
    boolean isNew = out != null && !late && now.isAt(outNanos + LIMIT.toNanos());
    late |= isNew;
    return isNew;
  }

  /// What came of what was on its way.
  News came(Sent sent, Moment now) {
    Parcel parcel = out;
    out = null;
    if (parcel == null) {
      return News.NONE;
    }
    return switch (sent) {
      case Sent.Done _ -> {
        lastSent = now.wall();
        boolean failed = failedSince != null;
        failedSince = null;
        why = null;
        yield failed ? News.ARRIVES : News.NONE;
      }
      case Sent.Never(String reason) -> {
        boolean known = reason.equals(why);
        failed(reason, now);
        dropped++;
        yield known ? News.NONE : News.REFUSED;
      }
      case Sent.Later(String reason, Duration after) -> later(parcel, reason, after, now);
    };
  }

  private News later(Parcel parcel, String reason, @Nullable Duration after, Moment now) {
    boolean first = failedSince == null;
    failed(reason, now);
    Duration wait = backoff(parcel.tries());
    if (after != null && after.compareTo(wait) > 0) {
      wait = after.compareTo(DAY) < 0 ? after : DAY;
    }
    long due = now.nanos() + wait.toNanos();
    if (due - parcel.sinceNanos() > DAY.toNanos()) {
      dropped++;
      return News.GIVEN_UP;
    }
    waiting.addFirst(new Parcel(parcel.message(), parcel.tries() + 1, parcel.sinceNanos(), due));
    return first ? News.FAILS : News.NONE;
  }

  private void failed(String reason, Moment now) {
    why = reason;
    if (failedSince == null) {
      failedSince = now.wall();
    }
  }

  private static Duration backoff(int tries) {
    Duration wait = FIRST;
    for (int i = 0; i < tries && wait.compareTo(LONGEST) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }

  /// How long there is nothing to do here, if nothing comes.
  Duration rest(Moment now) {
    Parcel head = waiting.peekFirst();
    if (out != null) {
      return late ? DAY : nonNegative(outNanos + LIMIT.toNanos() - now.nanos());
    }
    return head == null ? DAY : nonNegative(head.dueNanos() - now.nanos());
  }

  private static Duration nonNegative(long nanos) {
    return Duration.ofNanos(Math.max(0, nanos));
  }

  /// How it stands.
  TargetStanding standing(String way, String where) {
    int count = waiting.size() + (out == null ? 0 : 1);
    return new TargetStanding(way, where, count, dropped, failedSince, why, lastSent);
  }
}
