package dev.homeport.role.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.router.Twingate;
import dev.homeport.config.value.Listen;
import dev.homeport.fake.Act;
import dev.homeport.fake.ConnectProxy;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Told;
import dev.homeport.host.Platform;
import dev.homeport.role.tunnel.TwingatePassage;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.outside.Limits;
import dev.homeport.tunnel.outside.PublicVantage;
import dev.homeport.tunnel.outside.dns.Resolver.Found;
import dev.homeport.tunnel.twingate.client.HeadlessClient;
import dev.homeport.wire.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Rude: the router's own record of a home that only Twingate's proxy knows the way to. It is
/// looked at the way that requests go, or not at all.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class TwingateLookTest {
  private static final URI URL = URI.create("http://mac.home.internal:8888");
  private static final Ticker TICKER = Ticker.system();
  private static final WallClock WALL = WallClock.system();

  @TempDir Path folder = Path.of("");
  private final int port = RudeServer.refusingPort();
  private final CountDownLatch wayIsThere = new CountDownLatch(1);
  private final Told told = new Told();

  private final RudeServer home =
      RudeServer.choosing(
          heard ->
              Act.bytes(
                  Act.After.CLOSES,
                  ("HTTP/1.1 200 OK\r\nHomeport-Instance: hp-1\r\nHomeport-Nonce: "
                          + heard.line().replaceAll(".*nonce=([^ ]*).*", "$1")
                          + "\r\nContent-Length: 2\r\n\r\n{}")
                      .getBytes(StandardCharsets.ISO_8859_1)));

  private @Nullable HeadlessClient client;
  private @Nullable ConnectProxy proxy;

  @AfterEach
  void stop() throws Exception {
    Objects.requireNonNull(client).stop();
    if (proxy != null) {
      proxy.close();
    }
    home.close();
  }

  private JsonObject seen() throws InterruptedException {
    var settings =
        new Twingate(Twingate.Client.AUTO, null, null, new Listen("127.0.0.1", port), true);
    var looking =
        new HeadlessClient(
            Platform.of(Map.of("PATH", folder.toString()), "Linux", folder.toString(), "ann"),
            () -> Optional.of(settings),
            folder,
            wayIsThere::countDown,
            told,
            TICKER,
            WALL);
    client = looking;
    looking.start();
    assertThat(wayIsThere.await(5, TimeUnit.SECONDS)).isTrue();
    return look(looking);
  }

  private JsonObject look(HeadlessClient looking) throws InterruptedException {
    var vantage =
        new PublicVantage(
            new PublicVantage.Parts(
                "router",
                name -> new Found.Nowhere(name + " was asked for here"),
                () -> Limits.ASKED,
                PublicVantage::usualTrust,
                TICKER,
                WALL));
    var record =
        new HomeRecord(
            () -> List.of(new HomeRecord.Home("home", URL, TunnelKind.TWINGATE, null)),
            vantage,
            new TwingatePassage(looking)::approach,
            "hp-router",
            told,
            TICKER,
            WALL);
    return JsonObject.parse(record.page("0123456789abcdef").toString())
            instanceof JsonObject.Parsed.Good(JsonObject page)
        ? page.objects("homes").getFirst()
        : JsonObject.EMPTY;
  }

  private ConnectProxy proxy(ToIntFunction<String> places) {
    var leading = ConnectProxy.at(port, places);
    proxy = leading;
    return leading;
  }

  @Test
  void homeIsLookedAtThroughTheProxyThatItsRequestsTake() throws Exception {
    ConnectProxy leading = proxy(_ -> home.port());
    JsonObject seen = seen();
    assertThat(seen.text("state")).isEqualTo("fine");
    assertThat(seen.text("home_instance")).isEqualTo("hp-1");
    assertThat(seen.text("nonce")).isEqualTo("0123456789abcdef");
    assertThat(leading.asked()).containsExactly("mac.home.internal:8888");
    assertThat(seen.toString()).contains("the Twingate proxy leads there");
  }

  @Test
  void proxyThatDoesNotLeadThereIsTheWayToTheHome() throws Exception {
    ConnectProxy leading = proxy(_ -> 0);
    JsonObject seen = seen();
    assertThat(seen.text("cause")).isEqualTo("not-reached");
    assertThat(seen.text("what")).contains("502", "mac.home.internal:8888");
    assertThat(seen.text("next")).contains("its Connector is connected");
    assertThat(leading.asked()).hasSize(1);
  }

  @Test
  void proxyThatIsGoneSaysNothingAboutTheHome() throws Exception {
    JsonObject seen = seen();
    assertThat(seen.text("state")).isEqualTo("unproven");
    assertThat(seen.text("cause")).isEqualTo("nobody-outside");
    assertThat(seen.text("what")).contains("does not take connections");
  }

  @Test
  void clientThatWasNotLookedAtYetIsNotTheHomesFault() throws Exception {
    var idle =
        new HeadlessClient(
            Platform.of(Map.of(), "Linux", folder.toString(), "ann"),
            Optional::empty,
            folder,
            wayIsThere::countDown,
            told,
            TICKER,
            WALL);
    client = idle;
    JsonObject seen = look(idle);
    assertThat(seen.text("cause")).isEqualTo("nobody-outside");
    assertThat(seen.text("what")).contains("was not looked at yet");
  }
}
