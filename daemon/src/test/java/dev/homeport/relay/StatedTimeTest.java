package dev.homeport.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Condition;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Rude: who says itself when it will answer again rests until then, neither longer nor shorter, in
/// whatever way it is said and whatever API it speaks (wire.md G.48, product.md 6).
@Tag("rude")
@ExtendWith(LeakCheck.class)
class StatedTimeTest {
  /// As much may the two clocks differ in the time that a test takes.
  private static final Duration DRIFT = Duration.ofMillis(50);

  private static final String BUSY = "HTTP/1.1 429 Busy\r\nContent-Type: application/json\r\n";

  /// How the first one stands after it was asked between these two moments.
  private record Stand(Condition condition, Instant before, Instant after) {
    void rests(String cause, Duration stated) {
      assertThat(condition).isInstanceOf(Condition.Resting.class);
      var resting = (Condition.Resting) condition;
      assertThat(resting.cause()).isEqualTo(cause);
      assertThat(resting.until())
          .isBetween(before.plus(stated).minus(DRIFT), after.plus(stated).plus(DRIFT));
    }
  }

  /// Has a provider of this API answer so, and somebody else answer the question.
  private static Stand asked(Speech speech, String head, String body) throws InterruptedException {
    String answer = head + "Content-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body;
    try (var first = RudeServer.playing(Fault.says("busy", After.STAYS, answer));
        var second = RudeServer.playing(Mishap.good(Tongue.COMPLETIONS, true, "fine"));
        var rig =
            new RouterRig(
                Terms.STRICT,
                speech.at("first", first.uri()),
                Backend.openAi("second", second.uri()))) {
      Instant before = Instant.now();
      isFine(ask(rig));
      Condition condition = rig.conditions().of("first", RouterRig.FOREIGN);
      Instant after = Instant.now();
      first.next();
      second.next();
      if (condition instanceof Condition.Resting) {
        isFine(ask(rig));
        assertThat(first.hasHeard()).isFalse();
      }
      return new Stand(condition, before, after);
    }
  }

  private static Received ask(RouterRig rig) {
    try (RawClient client = rig.client()) {
      return client.post(Caller.CHAT.path(), Caller.CHAT.question(true), RouterRig.KEY).read();
    }
  }

  private static void isFine(Received answer) {
    assertThat(Caller.CHAT.words(answer.text(), true)).as(answer.toString()).isEqualTo("fine");
  }

  @ParameterizedTest
  @EnumSource(Speech.class)
  void secondsAreKept(Speech speech) throws Exception {
    asked(speech, BUSY + "Retry-After: 90\r\n", speech.refusal(429, "too fast"))
        .rests(speech.limit(), Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @EnumSource(Speech.class)
  void fractionsAreKept(Speech speech) throws Exception {
    asked(speech, BUSY + "Retry-After: 4.25\r\n", speech.refusal(429, "too fast"))
        .rests(speech.limit(), Duration.ofMillis(4_250));
  }

  @ParameterizedTest
  @EnumSource(Speech.class)
  void millisecondsComeBeforeSeconds(Speech speech) throws Exception {
    asked(
            speech,
            BUSY + "Retry-After: 9\r\nRetry-After-Ms: 8125\r\n",
            speech.refusal(429, "too fast"))
        .rests(speech.limit(), Duration.ofMillis(8_125));
  }

  /// Its own clock is a day late.
  @ParameterizedTest
  @EnumSource(Speech.class)
  void dateIsMeasuredByItsOwnClock(Speech speech) throws Exception {
    Instant late = Instant.now().minus(Duration.ofDays(1));
    asked(
            speech,
            BUSY
                + "Date: "
                + date(late)
                + "\r\nRetry-After: "
                + date(late.plusSeconds(75))
                + "\r\n",
            speech.refusal(429, "too fast"))
        .rests(speech.limit(), Duration.ofSeconds(75));
  }

  @ParameterizedTest
  @EnumSource(Speech.class)
  void dateIsMeasuredByOursWhereItTellsNone(Speech speech) throws Exception {
    Instant until = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 3_600);
    Stand stand =
        asked(
            speech, BUSY + "Retry-After: " + date(until) + "\r\n", speech.refusal(429, "too fast"));
    assertThat(stand.condition()).isInstanceOf(Condition.Resting.class);
    var resting = (Condition.Resting) stand.condition();
    assertThat(resting.until()).isBetween(until.minusSeconds(1), until.plusSeconds(1));
  }

  @ParameterizedTest
  @EnumSource(Speech.class)
  void wordsAreKept(Speech speech) throws Exception {
    asked(speech, BUSY, speech.refusal(429, "too fast, try again in 1m3.5s."))
        .rests(speech.limit(), Duration.ofMillis(63_500));
  }

  /// What has nothing left is free again when its header says.
  @ParameterizedTest
  @EnumSource(Speech.class)
  void resetOfALimitIsKept(Speech speech) throws Exception {
    asked(
            speech,
            BUSY + "x-ratelimit-remaining-tokens: 0\r\nx-ratelimit-reset-tokens: 2m0s\r\n",
            speech.refusal(429, "too fast"))
        .rests(speech.limit(), Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @EnumSource(Speech.class)
  void pageTellsItToo(Speech speech) throws Exception {
    String head = "HTTP/1.1 503 Away\r\nContent-Type: text/html\r\nRetry-After: 120\r\n";
    asked(speech, head, "<html><title>Maintenance</title></html>")
        .rests(speech == Speech.OLLAMA ? "nonsense" : "overloaded", Duration.ofMinutes(2));
  }

  /// Nothing of it is longer than a month.
  @ParameterizedTest
  @EnumSource(Speech.class)
  void agesAreAMonth(Speech speech) throws Exception {
    asked(speech, BUSY + "Retry-After: 99999999\r\n", speech.refusal(429, "too fast"))
        .rests(speech == Speech.GEMINI ? "quota" : speech.limit(), Duration.ofDays(31));
  }

  /// It may be tried at once, by one.
  @ParameterizedTest
  @EnumSource(Speech.class)
  void nothingIsNoRest(Speech speech) throws Exception {
    Stand stand = asked(speech, BUSY + "Retry-After: 0\r\n", speech.refusal(429, "too fast"));
    assertThat(stand.condition()).isInstanceOf(Condition.Unproven.class);
  }

  @ParameterizedTest
  @EnumSource(Speech.class)
  void whatCannotBeUnderstoodIsNotStated(Speech speech) throws Exception {
    Stand stand =
        asked(
            speech,
            "HTTP/1.1 500 Oops\r\nContent-Type: application/json\r\nRetry-After: soon\r\n",
            speech.refusal(500, "it broke"));
    stand.rests("server", Duration.ofMinutes(5));
  }

  /// Gemini tells it in the error, and has no header for it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "PerMinutePerProject | 26s      | rate  | PT26S",
        "PerMinutePerProject | 34.07s   | rate  | PT34.07S",
        "PerMinutePerProject | 8500ms   | rate  | PT8.5S",
        "PerMinutePerProject | -        | rate  | PT1M",
        "PerDayPerProject    | 34s      | quota | PT5M",
        "PerDayPerProject    | 7200s    | quota | PT2H",
        "Unknown             | 3600s    | quota | PT1H",
      })
  void delayInTheBodyIsKept(String quota, @Nullable String delay, String cause, Duration stated)
      throws Exception {
    String body =
        "{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota.\",\"status\":"
            + "\"RESOURCE_EXHAUSTED\",\"details\":[{\"violations\":[{\"quotaId\":\""
            + quota
            + "\"}]}"
            + (delay == null ? "" : ",{\"retryDelay\":\"" + delay + "\"}")
            + "]}}";
    asked(Speech.GEMINI, BUSY, body).rests(cause, stated);
  }

  /// OpenRouter tells it in the error, in two ways.
  @Test
  void availabilityAndHeadersInTheBodyAreKept() throws Exception {
    String error = "{\"error\":{\"code\":429,\"message\":\"too fast\",%s}}";
    asked(
            Speech.OPENAI,
            BUSY,
            error.formatted("\"availability\":{\"retryable\":true,\"retry_after\":45}"))
        .rests("rate", Duration.ofSeconds(45));
    asked(
            Speech.OPENAI,
            BUSY,
            error.formatted("\"metadata\":{\"headers\":{\"Retry-After\":\"50\"}}"))
        .rests("rate", Duration.ofSeconds(50));
  }

  private static String date(Instant moment) {
    return RFC_1123_DATE_TIME.format(moment.atZone(ZoneOffset.UTC));
  }
}
