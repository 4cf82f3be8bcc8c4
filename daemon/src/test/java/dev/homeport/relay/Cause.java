package dev.homeport.relay;

import dev.homeport.condition.Blame.Extent;
import dev.homeport.condition.Blame.Outlook;
import dev.homeport.fake.FakePool.Effect;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why somebody gave no answer, as it must be said in the log, in the head of an answer, to a
/// client whom nobody answers, and of the provider and its accounts afterwards.
///
/// The one table of these words in the tests: a mishap only names the causes that it may have.
enum Cause {
  REFUSED("unreachable", Extent.PROVIDER, Outlook.PASSING, 503),
  DNS("unreachable", Extent.PROVIDER, Outlook.PASSING, 503),
  TLS("unreachable", Extent.PROVIDER, Outlook.PASSING, 503),
  UNREACHABLE("unreachable", Extent.PROVIDER, Outlook.PASSING, 503),
  CONNECT_TIMEOUT("timeout", Extent.PROVIDER, Outlook.PASSING, 504),
  ACK_TIMEOUT("timeout", Extent.PROVIDER, Outlook.PASSING, 504),
  QUEUE_TIMEOUT("timeout", null, null, 504),
  LOADING_TIMEOUT("timeout", Extent.MODEL, Outlook.PASSING, 504),
  FIRST_TOKEN_TIMEOUT("timeout", Extent.MODEL, Outlook.PASSING, 504),
  STALL("timeout", Extent.MODEL, Outlook.PASSING, 504),
  SEVERED("severed", Extent.MODEL, Outlook.PASSING, 502),
  GARBLED("garbled", Extent.MODEL, Outlook.PASSING, 502),
  KEY("key", Extent.PROVIDER, Outlook.LASTING, 502, Effect.BENCHED_ACCOUNT),
  CREDIT("credit", Extent.PROVIDER, Outlook.LASTING, 502, Effect.BENCHED_ACCOUNT),
  FORBIDDEN("forbidden", Extent.MODEL, Outlook.LASTING, 502, Effect.BENCHED_MODEL),
  NO_MODEL("no-model", Extent.MODEL, Outlook.LASTING, 404),
  RATE("rate", Extent.MODEL, Outlook.PASSING, 429, Effect.BENCHED_ACCOUNT),
  QUOTA("quota", Extent.PROVIDER, Outlook.LASTING, 429, Effect.BENCHED_ACCOUNT),
  CONCURRENCY("concurrency", null, null, 429, Effect.ROTATED),
  OVERLOADED("overloaded", Extent.MODEL, Outlook.BRIEF, 503),
  SERVER("server", Extent.MODEL, Outlook.PASSING, 503),
  TIMEOUT("timeout", Extent.MODEL, Outlook.PASSING, 504),
  CUT("cut", Extent.MODEL, Outlook.PASSING, 502),
  EMPTY("empty", Extent.MODEL, Outlook.PASSING, 502),
  NONSENSE("nonsense", Extent.MODEL, Outlook.PASSING, 502),
  BAD_REQUEST("bad-request", null, null, 400),
  TOO_LARGE("too-large", null, null, 413),
  CONTEXT("context", null, null, 400),
  CAPABILITY("capability", null, null, 400),
  FILTERED("filtered", null, null, 400);

  final String shown;
  final @Nullable Extent extent;
  final @Nullable Outlook outlook;
  private final int status;

  /// What it does to the account that hears it, where its provider has some.
  final Effect effect;

  Cause(String shown, @Nullable Extent extent, @Nullable Outlook outlook, int status) {
    this(shown, extent, outlook, status, Effect.NOTHING);
  }

  Cause(
      String shown, @Nullable Extent extent, @Nullable Outlook outlook, int status, Effect effect) {
    this.effect = effect;
    this.shown = shown;
    this.extent = extent;
    this.outlook = outlook;
    this.status = status;
  }

  /// What a client may be told.
  Set<Integer> statuses() {
    return Set.of(status);
  }

  /// The word in the log.
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The ones of an answer to the request itself, which is as wrong for everybody else.
  boolean isOfTheRequest() {
    return this == BAD_REQUEST || this == TOO_LARGE;
  }
}
