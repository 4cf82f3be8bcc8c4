package dev.homeport.account.ruling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.account.ruling.Sentence.Bench;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Pure: what providers say, and what it means for the account (wire.md A.7, C, D, E; cases.md E).
class LawTest {
  /// A Tuesday; the session of Ollama's cloud ends at 16:00.
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final List<Service> SERVICES = List.of(Service.values());

  private static final Law CLOUD = law(Service.OLLAMA_CLOUD);

  private static Law law(Service service) {
    return new Law(service, service.block());
  }

  private static Sentence on(Law law, Complaint complaint, String model) {
    return law.on(complaint, model, NOW);
  }

  /// The whole of it in a line: nothing, other (another may do better), fewer, or scope, cause,
  /// end.
  private static String told(Sentence sentence) {
    return switch (sentence) {
      case Sentence.None(boolean another) -> another ? "other" : "nothing";
      case Sentence.Fewer() -> "fewer";
      case Bench(boolean only, String cause, Instant until, _) ->
          (only ? "model " : "account ") + cause + " " + until;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // E5: three windows, three ends.
        "QUOTA | 429 | you (name) have reached your session usage limit, upgrade for higher limits: https://ollama.com/upgrade | account session-quota 2026-11-24T16:00:00Z",
        "QUOTA | 429 | you (name) have reached your weekly usage limit, upgrade for higher limits: https://ollama.com/upgrade | account weekly-quota 2026-11-30T00:00:00Z",
        "QUOTA | 429 | you (name) have reached your monthly usage limit | account monthly-quota 2026-12-01T00:00:00Z",
        "QUOTA | 429 | you have reached your usage limit | account quota 2026-12-01T12:00:00Z",
        "QUOTA | 429 | you have reached your session usage limit; your weekly usage limit is near | account session-quota 2026-11-24T16:00:00Z",
        // What is stated wins.
        "QUOTA | 429 | you have reached your weekly usage limit, it resets on 2026-11-26T08:30:00Z | account weekly-quota 2026-11-26T08:30:00Z",
        "QUOTA | 429 | usage limit reached, resets Monday at 09:00 UTC | account quota 2026-11-30T09:00:00Z",
        // E4, by its text and under whatever kind a dialect gives it.
        "NO_MODEL | 403 | this model requires a subscription, upgrade for access: https://ollama.com/upgrade | model plan 2026-12-01T12:00:00Z",
        "FORBIDDEN | 403 | this model requires a subscription, upgrade for access | model plan 2026-12-01T12:00:00Z",
        "FORBIDDEN | 403 | forbidden | model forbidden 2026-11-24T13:00:00Z",
        "CREDIT | 402 | this model uses extra usage only and your extra usage balance is empty | model credit 2026-11-24T18:00:00Z",
        "CREDIT | 402 | payment required | account credit 2026-11-24T18:00:00Z",
        "KEY | 401 | unauthorized | account key 2026-12-01T12:00:00Z",
        // E7: too many at once is no quota.
        "CONCURRENCY | 429 | timed out waiting for a concurrent request slot | fewer",
        // E8: a passing overload is nobody's fault, and a model that is gone is gone for all.
        "OVERLOADED | 503 | Server overloaded, please retry shortly (ref: 12ab) | nothing",
        "NO_MODEL | 404 | model 'gpt-oss:120b' not found | nothing",
        "NO_MODEL | 410 | model gpt-oss:120b was retired on 2026-07-15 | nothing",
        "NO_MODEL | 403 | ollama cloud is disabled: remote models are unavailable | nothing",
        "RATE | 429 | too many requests | account rate 2026-11-24T12:01:00Z",
      })
  void ollamaCloud(Kind kind, int status, String said, String meaning) {
    assertThat(told(on(CLOUD, Complaint.of(kind, status, said), "gpt-oss:120b")))
        .isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREDIT | 402 | Insufficient credits. Your account has a negative balance | account credit 2026-11-24T18:00:00Z",
        "CREDIT | 402 | This request requires more credits, or fewer max_tokens. You requested up to 65536 tokens, but can only afford 20 | other",
        "CREDIT | 429 | You exceeded your current quota, please check your plan and billing details. | account credit 2026-11-24T18:00:00Z",
        "FORBIDDEN | 403 | Key limit exceeded (total limit). | account credit 2026-11-24T18:00:00Z",
        "FORBIDDEN | 403 | Key limit exceeded (monthly limit). | account monthly-quota 2026-12-01T00:00:00Z",
        "FORBIDDEN | 403 | You may not do this | model forbidden 2026-11-24T13:00:00Z",
        "FILTERED | 403 | Your input was flagged | nothing",
        "RATE | 429 | Rate limit exceeded: free-models-per-min. | model rate 2026-11-24T12:01:00Z",
        "QUOTA | 429 | Rate limit exceeded: free-models-per-day | model daily-quota 2026-11-25T00:00:00Z",
        "RATE | 429 | Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM) | model rate 2026-11-24T12:01:00Z",
        "RATE | 429 | Requests rate limit exceeded | account rate 2026-11-24T12:01:00Z",
        "QUOTA | 429 | Rate limit reached for requests per day (RPD): Limit 1000 | account daily-quota 2026-11-25T00:00:00Z",
        "QUOTA | 400 | You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC. | account quota 2026-12-01T00:00:00Z",
        "QUOTA | 429 | quota used up | account quota 2026-11-24T13:00:00Z",
        "NO_MODEL | 404 | The model gpt-4o does not exist or you do not have access to it. | other",
        "NO_MODEL | 404 | No endpoints found for x/y. | nothing",
        "CONCURRENCY | 429 | Too many concurrent requests | fewer",
        "CONTEXT | 400 | maximum context length is 8192 tokens | nothing",
        "SERVER | 502 | Provider returned error | nothing",
        "KEY | 401 | No auth credentials found | account key 2026-12-01T12:00:00Z",
      })
  void others(Kind kind, int status, String said, String meaning) {
    assertThat(told(on(law(Service.OTHER), Complaint.of(kind, status, said), "openai/gpt-4o")))
        .isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Midnight on the Pacific coast.
        "QUOTA | RESOURCE_EXHAUSTED: quota (GenerateRequestsPerDayPerProjectPerModel-FreeTier) | model daily-quota 2026-11-25T08:00:00Z",
        "QUOTA | RESOURCE_EXHAUSTED: quota (GenerateRequestsPerDayPerProject) | account daily-quota 2026-11-25T08:00:00Z",
        "QUOTA | quota exceeded, limit: 0, model: gemini-2.5-pro | model plan 2026-11-24T13:00:00Z",
        "QUOTA | quota exceeded, limit: 0.5 | account quota 2026-11-24T13:00:00Z",
        "RATE | quota (GenerateRequestsPerMinutePerProjectPerModel) | model rate 2026-11-24T12:01:00Z",
        "OVERLOADED | The model is overloaded. | nothing",
        "KEY | API key not valid. | account key 2026-12-01T12:00:00Z",
      })
  void gemini(Kind kind, String said, String meaning) {
    assertThat(told(on(law(Service.GEMINI), Complaint.of(kind, 429, said), "gemini-2.5-pro")))
        .isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "QUOTA | 402 | Payment Required | model credit 2026-11-24T18:00:00Z",
        "CONCURRENCY | 429 | Too Many Requests | fewer",
        "RATE | 429 | Too Many Requests | account rate 2026-11-24T12:01:00Z",
        "NO_MODEL | 404 | No such model | nothing",
        "CONTEXT | 413 | too long | nothing",
        "KEY | 401 | Unauthorized | account key 2026-12-01T12:00:00Z",
        "FORBIDDEN | 403 | Permission denied | model forbidden 2026-11-24T13:00:00Z",
      })
  void gigaChat(Kind kind, int status, String said, String meaning) {
    assertThat(told(on(law(Service.GIGACHAT), Complaint.of(kind, status, said), "GigaChat-2-Max")))
        .isEqualTo(meaning);
  }

  private static Instant until(Law law, Kind kind, String said, @Nullable Duration after) {
    return ((Bench) on(law, new Complaint(kind, 429, said, after), "m")).until();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resets at 2026-11-25T10:00:00+02:00 | 2026-11-25T08:00:00Z",
        "resets at 2026-11-25 10:00:00.123 UTC | 2026-11-25T10:00:00Z",
        "available again on 2026-12-03. | 2026-12-03T00:00:00Z",
        "until December 3rd, 2026 at 9:15 UTC | 2026-12-03T09:15:00Z",
        "your quota resets on Dec 2 | 2026-12-02T00:00:00Z",
        "resets Tuesday | 2026-12-01T00:00:00Z",
        "try again at 11:30 UTC | 2026-11-25T11:30:00Z",
        "reset: 1795694400 | 2026-11-26T12:00:00Z",
        "reset_at\":1795694400000 | 2026-11-26T12:00:00Z",
        // What is past, none, or part of a name says nothing.
        "was reset on 2026-11-01 | 2026-12-01T12:00:00Z",
        "resets on 2026-13-41 | 2026-12-01T12:00:00Z",
        "limit of gpt-4o-2027-08-06 | 2026-12-01T12:00:00Z",
        "resets on Feb 31 | 2026-12-01T12:00:00Z",
        "in March we may | 2026-12-01T12:00:00Z",
      })
  void dateInTheWordsIsTheEnd(String said, Instant end) {
    assertThat(until(CLOUD, Kind.QUOTA, said, null)).isEqualTo(end);
  }

  @Test
  void dateWithoutAYearIsTheNextOne() {
    var complaint = Complaint.of(Kind.QUOTA, 429, "resets on Jan 2");
    Instant december = Instant.parse("2026-12-24T12:00:00Z");
    assertThat(((Bench) CLOUD.on(complaint, "m", december)).until())
        .isEqualTo("2027-01-02T00:00:00Z");
  }

  @Test
  void statedWaitIsTheEnd() {
    assertThat(until(CLOUD, Kind.QUOTA, "weekly usage limit", Duration.ofHours(7)))
        .isEqualTo(NOW.plus(Duration.ofHours(7)));
    assertThat(until(CLOUD, Kind.RATE, "slow down", Duration.ofSeconds(26)))
        .isEqualTo(NOW.plusSeconds(26));
  }

  @Test
  void minuteIsNotBelievedToEndAWeek() {
    assertThat(until(CLOUD, Kind.QUOTA, "weekly usage limit", Duration.ofMinutes(1)))
        .isEqualTo("2026-11-30T00:00:00Z");
    assertThat(until(CLOUD, Kind.QUOTA, "session usage limit", Duration.ofMinutes(1)))
        .isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void absurdEndsAreCapped() {
    Instant latest = NOW.plus(Duration.ofDays(35));
    assertThat(until(CLOUD, Kind.QUOTA, "q", Duration.ofDays(366))).isEqualTo(latest);
    assertThat(until(CLOUD, Kind.QUOTA, "q", Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(latest);
    assertThat(until(CLOUD, Kind.QUOTA, "resets on 9999-12-31", null)).isEqualTo(latest);
    assertThat(until(CLOUD, Kind.RATE, "r", Duration.ofDays(9)))
        .isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(until(CLOUD, Kind.RATE, "r", Duration.ZERO)).isEqualTo(NOW.plusSeconds(1));
    assertThat(until(new Law(Service.OTHER, Duration.ofDays(400)), Kind.QUOTA, "q", null))
        .isEqualTo(latest);
  }

  @Test
  void keyIsLookedAtOnceInAnHour() {
    var bench = (Bench) on(CLOUD, Complaint.of(Kind.KEY, 401, "unauthorized"), "m");
    assertThat(bench.look()).isEqualTo(NOW.plus(Duration.ofHours(1)));
  }

  /// Their clock may be a little behind ours, or their reset take a while.
  @Test
  void limitOfTheWindowBeforeDoesNotCostTheNextOne() {
    Instant monday = Instant.parse("2026-11-30T00:00:01Z");
    Sentence sentence = CLOUD.on(Complaint.of(Kind.QUOTA, 429, "weekly usage limit"), "m", monday);
    assertThat(((Bench) sentence).until()).isEqualTo(monday.plus(Duration.ofMinutes(5)));
    Instant later = monday.plus(Duration.ofMinutes(6));
    sentence = CLOUD.on(Complaint.of(Kind.QUOTA, 429, "weekly usage limit"), "m", later);
    assertThat(((Bench) sentence).until()).isEqualTo("2026-12-07T00:00:00Z");
  }

  /// cases.md E8: whatever words are in a 5xx, nobody is blocked for longer than a minute.
  @ParameterizedTest
  @EnumSource(Kind.class)
  void whoFailsItselfBlocksNobodyForLong(Kind kind) {
    for (String said :
        List.of("overloaded; your weekly usage limit", "requires a subscription", "quota")) {
      for (int status : new int[] {500, 502, 503, 529}) {
        var complaint = new Complaint(kind, status, said, Duration.ofDays(3));
        Sentence sentence = on(CLOUD, complaint, "gpt-oss:120b");
        if (sentence instanceof Bench bench) {
          assertThat(bench.cause()).isEqualTo(Bench.RATE);
          assertThat(bench.until()).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
        }
      }
    }
  }

  /// A.7: Mondays, multiples of five hours, and months of every length, to the second. What is said
  /// in the first minutes of a window is about the one before.
  @ParameterizedTest
  @CsvSource({
    "weekly,2026-11-29T23:59:59Z,2026-11-30T00:00:00Z",
    "weekly,2026-11-30T00:00:00Z,2026-11-30T00:05:00Z",
    "weekly,2026-11-30T00:04:59Z,2026-11-30T00:09:59Z",
    "weekly,2026-11-30T00:05:00Z,2026-12-07T00:00:00Z",
    "session,2026-11-24T15:59:59Z,2026-11-24T16:00:00Z",
    "session,2026-11-24T16:00:00Z,2026-11-24T16:05:00Z",
    "session,2026-11-24T16:05:00Z,2026-11-24T21:00:00Z",
    "session,2026-11-24T21:05:00Z,2026-11-25T02:00:00Z",
    "monthly,2026-10-31T23:59:59Z,2026-11-01T00:00:00Z",
    "monthly,2026-12-31T12:00:00Z,2027-01-01T00:00:00Z",
    "monthly,2027-01-01T00:00:00Z,2027-01-01T00:05:00Z",
    "monthly,2027-01-01T00:05:00Z,2027-02-01T00:00:00Z",
    "monthly,2027-02-28T12:00:00Z,2027-03-01T00:00:00Z",
    "monthly,2028-02-29T12:00:00Z,2028-03-01T00:00:00Z",
  })
  void calendarCountsToTheSecond(String window, Instant now, Instant end) {
    assertThat(CLOUD.onUsedUp(window, now)).isInstanceOf(Bench.class);
    assertThat(((Bench) CLOUD.onUsedUp(window, now)).until()).isEqualTo(end);
  }

  @Test
  void daysOfThePacificCoastChangeTheirLengthWithTheSeason() {
    Instant summer = Instant.parse("2026-10-31T20:00:00Z");
    var complaint = Complaint.of(Kind.QUOTA, 429, "per day");
    assertThat(((Bench) law(Service.GEMINI).on(complaint, "m", summer)).until())
        .isEqualTo("2026-11-01T07:00:00Z");
    assertThat(
            ((Bench) law(Service.GEMINI).on(complaint, "m", summer.plus(Duration.ofDays(1))))
                .until())
        .isEqualTo("2026-11-02T08:00:00Z");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void blocksCanBeSwitchedOff(Kind kind) {
    var off = new Law(Service.OLLAMA_CLOUD, Duration.ZERO);
    for (String said : new String[] {"weekly usage limit", "requires a subscription", ""}) {
      var complaint = Complaint.of(kind, 429, said);
      Sentence sentence = off.on(complaint, "m", NOW);
      assertThat(sentence).isNotInstanceOf(Bench.class);
      assertThat(sentence.another()).isEqualTo(on(CLOUD, complaint, "m").another());
    }
  }

  @Test
  void modelIsMeantOnlyWhereItsWholeNameIsSaid() {
    assertThat(told(on(CLOUD, Complaint.of(Kind.RATE, 429, "try automatically"), "x/auto")))
        .startsWith("account ");
    assertThat(told(on(CLOUD, Complaint.of(Kind.RATE, 429, "too many for auto."), "x/auto")))
        .startsWith("model ");
    assertThat(told(on(CLOUD, Complaint.of(Kind.RATE, 429, "a is busy"), "a")))
        .startsWith("account ");
  }

  @Test
  void planSaysHowManyAtOnce() {
    assertThat(Service.OLLAMA_CLOUD.concurrent("Pro ")).isEqualTo(3);
    assertThat(Service.OLLAMA_CLOUD.concurrent("free")).isOne();
    assertThat(Service.OLLAMA_CLOUD.concurrent("max")).isEqualTo(10);
    assertThat(Service.OLLAMA_CLOUD.concurrent("team")).isNull();
    assertThat(Service.OTHER.concurrent("pro")).isNull();
  }

  static Stream<Integer> seeds() {
    return IntStream.range(0, 100).boxed();
  }

  /// Whatever is said at whatever time, a block lies ahead and is never longer than five weeks.
  @ParameterizedTest
  @MethodSource("seeds")
  void everyEndIsAheadAndNear(int seed) {
    var random = new Random(seed);
    String[] words = {
      "weekly",
      "session",
      "usage limit",
      "per day",
      "resets",
      "at",
      "on",
      "2026-11-30",
      "Dec",
      "31",
      "99:99",
      "00:00",
      "UTC",
      "1795694400",
      "limit: 0",
      "this model",
      "Monday",
      "until",
      "4294967296"
    };
    for (int i = 0; i < 200; i++) {
      var said = new StringBuilder();
      for (int w = random.nextInt(12); w >= 0; w--) {
        said.append(words[random.nextInt(words.length)]).append(' ');
      }
      Kind kind = KINDS.get(random.nextInt(KINDS.size()));
      Duration after = random.nextBoolean() ? null : Duration.ofSeconds(random.nextLong());
      Service service = SERVICES.get(random.nextInt(SERVICES.size()));
      Instant now = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(200_000_000));
      var law = new Law(service, Duration.ofSeconds(1 + random.nextInt(10_000_000)));
      Sentence sentence = law.on(new Complaint(kind, 429, said.toString(), after), "this", now);
      if (sentence instanceof Bench bench) {
        assertThat(bench.until()).isAfter(now);
        assertThat(Duration.between(now, bench.until())).isLessThanOrEqualTo(Duration.ofDays(35));
        assertThat(bench.look()).isAfter(now);
      }
    }
  }
}
