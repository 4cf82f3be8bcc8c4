package dev.homeport.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that is wrong, as far as it has been told.
///
/// @param told up to which level people know of it; below zero where they do not yet
/// @param since when it began
/// @param dueNanos when it is told next, by the ticker
/// @param overNanos when its end is told, where it has ended
record Case(
    Subject subject,
    String title,
    String detail,
    int level,
    int told,
    Instant since,
    long dueNanos,
    @Nullable Instant until,
    @Nullable Long overNanos) {
  static final int UNTOLD = -1;

  static Case of(Sign.Began sign, Moment now) {
    return new Case(
        sign.subject(),
        sign.title(),
        sign.detail(),
        sign.level(),
        UNTOLD,
        now.wall(),
        now.nanos() + sign.patience().toNanos(),
        sign.until(),
        null);
  }

  /// It goes on, as the sign says: what is worse than people know is told soon.
  Case goesOn(Sign.Began sign, Moment now) {
    boolean worse = isTold() && sign.level() > told;
    return new Case(
        subject,
        sign.level() >= level ? sign.title() : title,
        sign.level() >= level ? sign.detail() : detail,
        Math.max(level, sign.level()),
        told,
        since,
        worse ? now.nanos() : dueNanos,
        sign.until(),
        null);
  }

  /// It was told, and is told again at that time.
  Case toldUntil(long nextNanos) {
    return new Case(subject, title, detail, level, level, since, nextNanos, until, overNanos);
  }

  /// It is over, which is told then.
  Case over(long nanos) {
    return new Case(subject, title, detail, level, told, since, dueNanos, until, nanos);
  }

  boolean isTold() {
    return told > UNTOLD;
  }

  boolean isOver() {
    return overNanos != null;
  }

  /// One identity for all that is told of it.
  String id(String instance) {
    String whole = instance + '\n' + subject.topic() + '\n' + subject.shown() + '\n' + since;
    return UUID.nameUUIDFromBytes(whole.getBytes(UTF_8)).toString();
  }
}
