package dev.homeport.role.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.door.TunnelKind;
import dev.homeport.fake.Act;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Told;
import dev.homeport.journal.Event;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.outside.Approach;
import dev.homeport.tunnel.outside.Limits;
import dev.homeport.tunnel.outside.PublicVantage;
import dev.homeport.tunnel.outside.dns.SystemResolver;
import dev.homeport.wire.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: what the router sees of its homes when it is asked to look, and what it remembers.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class HomeRecordTest {
  private static final String NONCE = "0123456789abcdef";

  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final Told told = new Told();
  private final List<HomeRecord.Home> homes = new ArrayList<>();
  private volatile String answer = "";
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile CountDownLatch go = new CountDownLatch(0);

  /// A home that answers what the test says, with the nonce that it is asked with.
  private final RudeServer home =
      RudeServer.choosing(
          heard -> {
            asked.countDown();
            await(go);
            String nonce = heard.line().replaceAll(".*nonce=([^ ]*).*", "$1");
            return Act.bytes(
                Act.After.CLOSES,
                answer.replace("NONCE", nonce).getBytes(StandardCharsets.ISO_8859_1));
          });

  private final HomeRecord record =
      new HomeRecord(
          () -> List.copyOf(homes),
          new PublicVantage(
              new PublicVantage.Parts(
                  "router",
                  new SystemResolver(),
                  () -> Limits.ASKED,
                  PublicVantage::usualTrust,
                  Ticker.system(),
                  wall)),
          () -> new Approach.Shut("no home is behind Twingate", "nothing"),
          "hp-router",
          told,
          ticker,
          wall);

  HomeRecordTest() {
    homes.add(home(home.uri()));
    well();
  }

  private static HomeRecord.Home home(URI url) {
    return new HomeRecord.Home("home", url, TunnelKind.TAILSCALE, null);
  }

  @AfterEach
  void stop() {
    go.countDown();
    home.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      boolean _ = latch.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void well() {
    answer =
        "HTTP/1.1 200 OK\r\nHomeport-Instance: hp-1\r\nHomeport-Nonce: NONCE\r\n"
            + "Content-Length: 2\r\n\r\n{}";
  }

  private void gone() {
    answer = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";
  }

  private JsonObject page(String nonce) throws InterruptedException {
    return read(record.page(nonce).toString());
  }

  private static JsonObject read(String text) {
    return JsonObject.parse(text) instanceof JsonObject.Parsed.Good(JsonObject page)
        ? page
        : JsonObject.EMPTY;
  }

  private JsonObject first(String nonce) throws InterruptedException {
    return page(nonce).objects("homes").getFirst();
  }

  private List<String> notes() {
    return told.events().stream()
        .map(
            each ->
                each instanceof Event.Noted(_, String what, var facts)
                    ? what + " " + facts.get("state") + " " + facts.get("cause")
                    : each.toString())
        .toList();
  }

  @Test
  void homeIsLookedAtWithTheNonceOfWhoeverAsks() throws Exception {
    JsonObject page = page(NONCE);
    assertThat(page.text("instance")).isEqualTo("hp-router");
    assertThat(page.text("now")).isEqualTo("2026-11-24T12:00:00Z");
    JsonObject seen = page.objects("homes").getFirst();
    assertThat(seen.text("name")).isEqualTo("home");
    assertThat(seen.text("url")).isEqualTo(home.uri().toString());
    assertThat(seen.text("state")).isEqualTo("fine");
    assertThat(seen.has("cause")).isFalse();
    assertThat(seen.text("checked")).isEqualTo("2026-11-24T12:00:00Z");
    assertThat(seen.text("home_instance")).isEqualTo("hp-1");
    assertThat(seen.text("nonce")).isEqualTo(NONCE);
    assertThat(seen.objects("evidence")).isNotEmpty();
    assertThat(home.next().line()).isEqualTo("GET /health?nonce=" + NONCE + " HTTP/1.1");
  }

  @Test
  void withoutANonceNobodyLooks() throws Exception {
    JsonObject seen = read(record.page(null).toString()).objects("homes").getFirst();
    assertThat(seen.text("state")).isEqualTo("starting");
    assertThat(seen.has("checked")).isFalse();
    assertThat(home.connections()).isZero();
  }

  @Test
  void homeIsLookedAtNoMoreThanOnceInFiveSeconds() throws Exception {
    first(NONCE);
    wall.advance(Duration.ofSeconds(4));
    ticker.advance(Sharing.APART.minusNanos(1));
    JsonObject again = first("another-nonce");
    assertThat(again.text("nonce")).isEqualTo(NONCE);
    assertThat(again.text("checked")).isEqualTo("2026-11-24T12:00:00Z");
    assertThat(home.connections()).isEqualTo(1);

    ticker.advance(Duration.ofNanos(1));
    assertThat(first("another-nonce").text("nonce")).isEqualTo("another-nonce");
    assertThat(home.connections()).isEqualTo(2);
  }

  @Test
  void whoAsksMeanwhileHearsWhatThatLookSaw() throws Exception {
    go = new CountDownLatch(1);
    var heard = new ArrayBlockingQueue<String>(10);
    var threads = new ArrayList<Thread>();
    threads.add(asking(NONCE, heard));
    assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 5; i++) {
      threads.add(asking("nonce-no-" + i, heard));
    }
    go.countDown();
    for (Thread each : threads) {
      each.join();
    }
    assertThat(heard).hasSize(6).containsOnly(NONCE);
    assertThat(home.connections()).isEqualTo(1);
  }

  private Thread asking(String nonce, ArrayBlockingQueue<String> heard) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                heard.add(first(nonce).text("nonce", "none"));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  @Test
  void stateHasItsBeginningAndChangesAreTold() throws Exception {
    first(NONCE);
    wall.advance(Duration.ofMinutes(1));
    ticker.advance(Sharing.APART);
    assertThat(first(NONCE).text("since")).isEqualTo("2026-11-24T12:00:00Z");
    gone();
    ticker.advance(Sharing.APART);
    JsonObject down = first(NONCE);
    assertThat(down.text("state")).isEqualTo("daemon-down");
    assertThat(down.text("cause")).isEqualTo("empty-answer");
    assertThat(down.text("since")).isEqualTo("2026-11-24T12:01:00Z");
    assertThat(down.has("nonce")).isFalse();
    assertThat(notes())
        .containsExactly(
            "home seen from here fine null", "home seen from here daemon-down empty-answer");
  }

  @Test
  void pagesAboutProvidersTellIt() throws Exception {
    assertThat(read(String.valueOf(record.of("home", true))).text("state")).isEqualTo("starting");
    gone();
    first(NONCE);
    JsonObject all = read(String.valueOf(record.of("home", true)));
    assertThat(all.text("cause")).isEqualTo("empty-answer");
    assertThat(all.text("what")).contains("127.0.0.1");
    assertThat(String.valueOf(record.of("home", false)))
        .contains("\"cause\":\"empty-answer\"", "\"checked\":")
        .doesNotContain("127.0.0.1", "what", "next");
    assertThat(record.of("openrouter", true)).isNull();
  }

  @Test
  void changedAddressIsANewHome() throws Exception {
    first(NONCE);
    homes.set(0, home(URI.create("http://127.0.0.1:1")));
    assertThat(read(String.valueOf(record.of("home", true))).text("state")).isEqualTo("starting");
    assertThat(first(NONCE).text("cause")).isEqualTo("edge-unreachable");
    homes.clear();
    assertThat(page(NONCE).objects("homes")).isEmpty();
    assertThat(record.of("home", true)).isNull();
  }
}
