package dev.homeport.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.condition.Blame;
import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Obstacle;
import dev.homeport.failure.Failure.Wait;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Pure: what follows from each trouble (cases.md A2–A4, D6, E7, E8, G7).
class VerdictTest {
  private static Verdict on(Failure failure) {
    return Verdict.on(new Trouble.OfWay(failure));
  }

  private static Verdict on(Kind kind, @Nullable Duration stated) {
    return Verdict.on(new Trouble.OfAnswer(new Complaint(kind, 0, "said", stated)));
  }

  /// The verdict in a line: another? whose fault, for how long, what proves the contrary; repeats?
  private static String told(Verdict verdict) {
    Blame blame = verdict.blame();
    return (verdict.another() ? "another " : "")
        + (blame == null
            ? "nobody"
            : blame.extent() + " " + blame.outlook() + " " + blame.proof() + " " + blame.cause())
        + (verdict.repeats() ? " repeats" : "");
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED, another PROVIDER PASSING LIST refused repeats",
    "SILENCE, another PROVIDER PASSING LIST connect-timeout",
    "NAME,    another PROVIDER PASSING LIST dns",
    "SECURITY, another PROVIDER PASSING LIST tls",
    "OTHER,   another PROVIDER PASSING LIST unreachable repeats"
  })
  void whoCannotBeReachedIsProvenBackByItsList(Obstacle obstacle, String verdict) {
    assertThat(told(on(new Failure.Unreachable("x", "why", obstacle)))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "ACK, another PROVIDER PASSING LIST ack-timeout",
    "QUEUE, another nobody",
    "LOADING, another MODEL PASSING ANSWER loading-timeout",
    "FIRST_TOKEN, another MODEL PASSING ANSWER first-token-timeout",
    "STALL, another MODEL PASSING ANSWER stall",
    "TOTAL, another MODEL PASSING ANSWER total-timeout",
    "REQUEST, nobody"
  })
  void eachLimitHasItsOwnVerdict(Wait limit, String verdict) {
    assertThat(told(on(new Failure.Silent("x", "why", limit)))).isEqualTo(verdict);
  }

  @Test
  void clientThatLeftIsNobodysFault() {
    assertThat(told(on(new Failure.Cancelled("x", "left")))).isEqualTo("nobody");
  }

  @Test
  void brokenConnectionIsHeldAgainstTheModelAlone() {
    assertThat(told(on(new Failure.Severed("x", "why"))))
        .isEqualTo("another MODEL PASSING ANSWER severed repeats");
    assertThat(told(on(new Failure.Garbled("x", "why"))))
        .isEqualTo("another MODEL PASSING ANSWER garbled repeats");
    assertThat(told(on(new Failure.Keyless("x", "why"))))
        .isEqualTo("another PROVIDER LASTING ANSWER keyless");
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_REQUEST, nobody",
    "TOO_LARGE, nobody",
    "CONTEXT, another nobody",
    "CAPABILITY, another nobody",
    "FILTERED, another nobody",
    "NO_MODEL, another MODEL LASTING ANSWER no-model",
    "FORBIDDEN, another MODEL LASTING ANSWER forbidden",
    "KEY, another PROVIDER LASTING ANSWER key",
    "CREDIT, another PROVIDER LASTING ANSWER credit",
    "QUOTA, another PROVIDER LASTING ANSWER quota",
    "RATE, another MODEL PASSING ANSWER rate repeats",
    "CONCURRENCY, another nobody repeats",
    "OVERLOADED, another MODEL BRIEF ANSWER overloaded repeats",
    "TIMEOUT, another MODEL PASSING ANSWER timeout",
    "SERVER, another MODEL PASSING ANSWER server repeats",
    "CUT, another MODEL PASSING ANSWER cut repeats",
    "EMPTY, another MODEL PASSING ANSWER empty repeats",
    "NONSENSE, another MODEL PASSING ANSWER nonsense"
  })
  void whatIsSaidCounts(Kind kind, String verdict) {
    assertThat(told(on(kind, null))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"RATE", "CONCURRENCY", "OVERLOADED"})
  void longWaitIsKeptAndNotSatOut(Kind kind) {
    Verdict verdict = on(kind, Duration.ofMinutes(3));
    assertThat(verdict.repeats()).isFalse();
    assertThat(verdict.blame()).extracting(Blame::stated).isEqualTo(Duration.ofMinutes(3));
    assertThat(on(kind, Duration.ofSeconds(2)).repeats()).isTrue();
  }

  /// The first provider's error is told, unless a later one found the request itself wrong.
  @Test
  void badRequestThatALaterOneFoundIsTold() {
    var lost =
        new Setback(
            "home", "m", new Trouble.OfWay(new Failure.Unreachable("x", "no", Obstacle.REFUSED)));
    var bad =
        new Setback(
            "cloud", "n", new Trouble.OfAnswer(Complaint.of(Kind.BAD_REQUEST, 400, "n is odd")));
    assertThat(Excuse.of(List.of(lost, bad), "asked"))
        .isEqualTo(new Excuse(400, "asked is odd", 0));
    assertThat(Excuse.of(List.of(lost), "asked").status()).isEqualTo(503);
  }

  @Test
  void limitIsTheAnswerOnlyWhereAllAreAtTheirs() {
    var rate =
        new Setback("a", "m", new Trouble.OfAnswer(Complaint.of(Kind.RATE, 429, "slow down")));
    var down = new Setback("b", "m", new Trouble.OfAnswer(Complaint.of(Kind.SERVER, 500, "oops")));
    assertThat(Excuse.of(List.of(rate, rate), "m").status()).isEqualTo(429);
    assertThat(Excuse.of(List.of(rate, down), "m").status()).isEqualTo(503);
  }
}
