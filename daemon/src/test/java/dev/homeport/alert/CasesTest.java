package dev.homeport.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.door.AlertSettings.Topic;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What people are told when.
class CasesTest {
  private static final Instant MONDAY = Instant.parse("2026-11-30T00:00:00Z");
  private static final long USD = 1_000_000_000;

  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final Cases cases = new Cases("mac-1", now());

  private Moment now() {
    return new Moment(ticker.nanoTime(), wall.now());
  }

  private void pass(Duration time) {
    ticker.advance(time);
    wall.advance(time);
  }

  private void seconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  private void tell(Event event) {
    Signs.of(event, wall.now()).forEach(sign -> cases.take(sign, 5, now()));
  }

  private List<String> due() {
    return cases.due(5, now()).stream().map(Message::text).toList();
  }

  private static Event tunnel(String state) {
    return new Event.TunnelChanged(
        "tailscale",
        state,
        state.equals("fine") ? null : "funnel-ingress-dead",
        "nobody answers from outside",
        "run: homeport doctor",
        null);
  }

  private static Event blocked(String account, Instant until) {
    return new Event.AccountBlocked(
        "ollama-cloud", account, null, "weekly-quota", "weekly usage limit", until);
  }

  private static Event freed(String account) {
    return new Event.AccountFreed("ollama-cloud", account, null, "time");
  }

  private static Event budget(String window, int percent, long spent) {
    return new Event.BudgetReached(
        "monthly of the key bot", window, percent, 100 * USD, spent, true);
  }

  @Test
  void tunnelThatIsMendedWithinAMinuteIsNobodysBusiness() {
    tell(tunnel("tunnel-down"));
    seconds(59);
    assertThat(due()).isEmpty();
    tell(tunnel("fine"));
    seconds(600);
    assertThat(due()).isEmpty();
  }

  @Test
  void tunnelIsToldOnceThenDailyThenThatItIsOver() {
    tell(tunnel("tunnel-down"));
    assertThat(cases.rest(now())).isEqualTo(Duration.ofSeconds(60));
    seconds(60);
    assertThat(due())
        .containsExactly(
            "the tunnel (tailscale) does not lead here: tunnel-down, funnel-ingress-dead; nobody"
                + " answers from outside; next: run: homeport doctor");
    tell(tunnel("tailnet-down"));
    seconds(3600);
    assertThat(due()).isEmpty();
    pass(Duration.ofHours(23));
    assertThat(due())
        .singleElement()
        .asString()
        .startsWith(
            "the tunnel (tailscale) does not lead here, still, after 1 d 0 h: tailnet-down");
    pass(Duration.ofMinutes(123));
    tell(tunnel("fine"));
    assertThat(due())
        .containsExactly("the tunnel (tailscale) does not lead here: this is over after 1 d 2 h");
    pass(Duration.ofDays(3));
    assertThat(due()).isEmpty();
  }

  @Test
  void sleepOfTheMachineDoesNotCount() {
    tell(tunnel("offline"));
    seconds(10);
    wall.advance(Duration.ofHours(8));
    assertThat(due()).isEmpty();
    tell(tunnel("fine"));
    seconds(60);
    assertThat(due()).isEmpty();
  }

  @Test
  void endOfAllRepairsIsToldBesides() {
    tell(tunnel("tunnel-down"));
    seconds(60);
    due();
    tell(
        new Event.Noted(
            Weight.WARN,
            "tunnel repairs exhausted",
            Map.of("tunnel", "tailscale", "cause", "needs-login", "next", "log in")));
    assertThat(due())
        .containsExactly(
            "the tunnel (tailscale) does not lead here, and nothing more can be tried: needs-login;"
                + " next: log in");
    assertThat(due()).isEmpty();
    seconds(60);
    tell(tunnel("fine"));
    assertThat(due()).hasSize(1);
  }

  @Test
  void accountsThatGoTogetherAreOneMessage() {
    tell(blocked("one", MONDAY));
    seconds(6);
    tell(blocked("two", MONDAY));
    assertThat(due()).isEmpty();
    seconds(4);
    assertThat(due())
        .containsExactly(
            "2 accounts are blocked: one of ollama-cloud: until Mon 2026-11-30 00:00 UTC;"
                + " weekly-quota, weekly usage limit; two of ollama-cloud: until Mon 2026-11-30"
                + " 00:00 UTC; weekly-quota, weekly usage limit");
    seconds(10);
    assertThat(due()).isEmpty();
    tell(freed("one"));
    seconds(5);
    tell(freed("two"));
    seconds(5);
    assertThat(due())
        .containsExactly(
            "2 accounts are free again: one of ollama-cloud after 30 s; two of ollama-cloud after"
                + " 24 s");
  }

  @Test
  void accountThatComesBackWhileItsEndIsHeldIsNotToldAtAll() {
    tell(blocked("one", MONDAY));
    seconds(10);
    assertThat(due())
        .containsExactly(
            "the account one of ollama-cloud is blocked: until Mon 2026-11-30 00:00 UTC;"
                + " weekly-quota, weekly usage limit");
    tell(freed("one"));
    seconds(5);
    tell(blocked("one", MONDAY));
    seconds(60);
    assertThat(due()).isEmpty();
  }

  @Test
  void blockOfSecondsIsNobodysBusiness() {
    tell(blocked("one", wall.now().plusSeconds(30)));
    seconds(60);
    assertThat(due()).isEmpty();
  }

  @Test
  void budgetIsToldAtEachOfItsMarksAndAnewInAnotherWindow() {
    tell(budget("2026-11", 80, 80 * USD + 129_999_999));
    assertThat(due())
        .containsExactly(
            "the budget monthly of the key bot for 2026-11 is used up to 80 %: 80.12 of 100"
                + " USD");
    tell(budget("2026-11", 80, 81 * USD));
    assertThat(due()).isEmpty();
    tell(budget("2026-11", 100, 100 * USD));
    assertThat(due())
        .containsExactly(
            "the budget monthly of the key bot for 2026-11 is used up: 100 of 100 USD; nothing"
                + " more is spent");
    pass(Duration.ofDays(7));
    assertThat(due()).isEmpty();
    tell(budget("2026-12", 80, 80 * USD));
    assertThat(due()).singleElement().asString().contains("for 2026-12 is used up to 80 %");
  }

  @Test
  void shareIsToldAboveItsLimitAndOverClearlyBelow() {
    serve(16, 3);
    assertThat(due()).isEmpty();
    serve(1, 0);
    assertThat(due())
        .containsExactly(
            "more than 5 % of the last hour's answers came from elsewhere: 3 of 20 (15 %)");
    serve(47, 0);
    assertThat(due()).isEmpty();
    serve(10, 0);
    assertThat(due())
        .containsExactly(
            "more than 5 % of the last hour's answers came from elsewhere: this is over after 0 s");
    pass(Duration.ofMinutes(61));
    serve(40, 2);
    assertThat(due()).isEmpty();
    serve(0, 1);
    assertThat(due()).hasSize(1);
    pass(Duration.ofMinutes(61));
    assertThat(due()).singleElement().asString().endsWith("this is over after 1 h 1 min");
  }

  @Test
  void shareIsThatOfAWholeHour() {
    serve(40, 3);
    assertThat(due()).hasSize(1);
    pass(Duration.ofMinutes(58));
    assertThat(due()).isEmpty();
    pass(Duration.ofMinutes(3));
    assertThat(due()).singleElement().asString().endsWith("this is over after 1 h 1 min");
  }

  private void serve(int own, int other) {
    for (int i = 0; i < own + other; i++) {
      boolean fallback = i >= own;
      tell(new Event.Succeeded("id", "x", fallback, Duration.ZERO));
    }
  }

  @Test
  void guessesFromManyPlacesAreToldAsOne() {
    for (int i = 0; i < 40; i++) {
      tell(new Event.KeysGuessed("203.0.113." + i, 10));
    }
    assertThat(due())
        .hasSize(6)
        .contains("keys are guessed from 203.0.113.0: 10 that do not exist")
        .endsWith("keys are guessed from many addresses: 203.0.113.39 is another");
    pass(Duration.ofMinutes(61));
    assertThat(due()).hasSize(6).allMatch(text -> text.endsWith("this is over after 1 h 1 min"));
  }

  @Test
  void providerIsToldAfterAMinuteAndWhoAsksForTunnelsHearsOfHome() {
    cases.take(Signs.down("openrouter", false, "refused", null), 5, now());
    cases.take(Signs.down("ollama", true, "connect-timeout", MONDAY), 5, now());
    seconds(60);
    List<Message> due = cases.due(5, now());
    assertThat(due)
        .extracting(Message::text)
        .containsExactly(
            "openrouter does not answer: refused",
            "home (ollama) does not answer: connect-timeout; tried again by Mon 2026-11-30 00:00"
                + " UTC");
    assertThat(due.getFirst().topics()).containsExactly(Topic.PROVIDER);
    assertThat(due.getLast().topics()).containsExactlyInAnyOrder(Topic.PROVIDER, Topic.TUNNEL);
  }

  @Test
  void troubleOfTheStoreIsTold() {
    tell(new Event.Noted(Weight.WARN, "ledger away", Map.of("cause", "disk full")));
    seconds(60);
    assertThat(due()).containsExactly("the ledger cannot be written: disk full");
    tell(new Event.Noted(Weight.INFO, "ledger back", Map.of()));
    assertThat(due()).containsExactly("the ledger cannot be written: this is over after 1 min");
  }

  @Test
  void ollamaOfADaemonIsTold() {
    tell(new Event.OllamaChanged("ollama-down", "connection refused", null));
    tell(new Event.OllamaChanged("slow", null, "0.12"));
    seconds(60);
    assertThat(due()).isEmpty();
    tell(new Event.OllamaChanged("model-wedged", "no token for 5 min", null));
    seconds(60);
    assertThat(due()).containsExactly("Ollama does not answer: model-wedged, no token for 5 min");
  }

  @Test
  void oneCaseHasOneIdentity() {
    tell(tunnel("tunnel-down"));
    seconds(60);
    Message begins = cases.due(5, now()).getFirst();
    tell(tunnel("fine"));
    Message ends = cases.due(5, now()).getFirst();
    assertThat(ends.id()).isEqualTo(begins.id());
    assertThat(ends.since()).isEqualTo(begins.since());
    assertThat(begins.open()).isTrue();
    assertThat(ends.open()).isFalse();
    tell(tunnel("tunnel-down"));
    seconds(60);
    assertThat(cases.due(5, now()).getFirst().id()).isNotEqualTo(begins.id());
  }

  /// Whatever happens: nothing ends that was not begun, nothing begins twice, and the loop is never
  /// told to rest past what is due.
  @ParameterizedTest
  @MethodSource("seeds")
  void beginningsAndEndsArePairs(long seed) {
    var random = new Random(seed);
    boolean told = false;
    for (int i = 0; i < 500; i++) {
      tell(tunnel(random.nextBoolean() ? "fine" : "tunnel-down"));
      Duration rest = cases.rest(now());
      Duration step = Duration.ofSeconds(random.nextInt(120));
      if (rest.compareTo(step) > 0) {
        pass(step);
        assertThat(due()).isEmpty();
      } else {
        pass(rest);
        for (String text : due()) {
          boolean ends = text.contains("this is over");
          assertThat(told).isEqualTo(ends);
          told = !ends;
        }
      }
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }
}
