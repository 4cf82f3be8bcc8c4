package dev.homeport.doctor;

import static dev.homeport.doctor.MachineChecksTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.router.ServiceKey;
import dev.homeport.config.value.Secret;
import dev.homeport.doctor.Outcome.State;
import dev.homeport.doctor.tunnel.Glimpse;
import dev.homeport.doctor.tunnel.NoticesCheck;
import dev.homeport.doctor.tunnel.OutsideCheck;
import dev.homeport.doctor.tunnel.OwnLook;
import dev.homeport.doctor.tunnel.ServiceKeyCheck;
import dev.homeport.doctor.tunnel.WayCheck;
import dev.homeport.fake.FakeWall;
import dev.homeport.tunnel.Tunnel;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Notice;
import dev.homeport.wire.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelChecksTest {
  private final FakeWall wall = new FakeWall();
  private final Seen<JsonObject> page = new Seen<>();
  private final Seen<Glimpse> glimpse = new Seen<>();

  private Outcome way(OwnLook own) throws InterruptedException {
    return new WayCheck("tailscale", page, own, glimpse).look();
  }

  private void monitor(String fields) {
    page.set(json("{\"tunnel\":{\"kind\":\"tailscale\"," + fields + "}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"state\":\"fine\",\"url\":\"https://mac.ts.net\" | ok | tailscale is fine:"
            + " https://mac.ts.net | ",
        "\"state\":\"unproven\",\"cause\":\"nobody-outside\",\"what\":\"nobody could be asked\","
            + "\"next\":\"set daemon.link\" | warn | tailscale is unproven: nobody-outside: nobody"
            + " could be asked | set daemon.link",
        "\"state\":\"starting\" | warn | tailscale is starting: nothing is wrong | homeport doctor "
            + "  # in a minute",
        "\"state\":\"tunnel-down\",\"cause\":\"foreign-entry\",\"what\":\"443 leads to :3000\","
            + "\"next\":\"tailscale funnel status\" | fail | tailscale is tunnel-down:"
            + " foreign-entry: 443 leads to :3000 | tailscale funnel status",
        "\"state\":\"offline\",\"cause\":\"no-internet\" | fail | tailscale is offline: no-internet"
            + " | homeport logs",
      })
  void monitorOfTheDaemonIsBelieved(String fields, String state, String what, String fix)
      throws Exception {
    monitor(fields);
    Outcome outcome =
        way(
            () -> {
              throw new AssertionError("nobody has to look");
            });
    assertThat(outcome.state().word()).isEqualTo(state);
    assertThat(outcome.what()).isEqualTo(what);
    assertThat(outcome.fix()).isEqualTo(fix);
  }

  @Test
  void evidenceIsShownLayerByLayer() throws Exception {
    monitor(
        "\"state\":\"fine\",\"evidence\":[{\"layer\":\"dns\",\"mark\":\"fine\",\"what\":\"1.2.3.4\"}]");
    assertThat(way(OwnLook.none()).what()).endsWith("\ndns fine: 1.2.3.4");
  }

  private static OwnLook seeing(@Nullable Finding trouble, Notice... notices) {
    return () ->
        Optional.of(
            new Tunnel.Local(
                List.of(Evidence.fine(Layer.TAILNET, "Running, 1.102.3")),
                trouble,
                URI.create("https://mac.tail1.ts.net"),
                true,
                List.of(notices)));
  }

  @Test
  void withoutADaemonItIsLookedAtFromHere() throws Exception {
    assertThat(way(seeing(null)))
        .isEqualTo(
            Outcome.ok("tailscale: https://mac.tail1.ts.net\ntailnet fine: Running, 1.102.3"));
    monitor("\"state\":\"unwatched\"");
    Outcome expired =
        way(seeing(new Finding(Cause.KEY_EXPIRED, "it expired yesterday", "tailscale login")));
    assertThat(expired.state()).isEqualTo(State.FAIL);
    assertThat(expired.what()).startsWith("tailscale: key-expired: it expired yesterday\n");
    assertThat(expired.fix()).isEqualTo("tailscale login");
    assertThat(new OutsideCheck(glimpse, wall).look().state()).isEqualTo(State.SKIP);
  }

  @Test
  void withoutATunnelThereIsNothingToSee() throws Exception {
    assertThat(new WayCheck(null, page, OwnLook.none(), glimpse).look().state())
        .isEqualTo(State.SKIP);
    assertThat(way(OwnLook.none()).state()).isEqualTo(State.SKIP);
    assertThat(new NoticesCheck(glimpse).look().state()).isEqualTo(State.SKIP);
  }

  @Test
  void whatOneShouldKnowIsAWarningWithItsNextStep() throws Exception {
    way(seeing(null));
    assertThat(new NoticesCheck(glimpse).look()).isEqualTo(Outcome.ok("nothing to know of"));
    way(seeing(null, new Notice("key-expiry", "the key expires in 7 days", "disable expiry")));
    assertThat(new NoticesCheck(glimpse).look())
        .isEqualTo(Outcome.warn("the key expires in 7 days", "disable expiry"));
    monitor(
        "\"state\":\"fine\",\"notices\":[{\"topic\":\"t\",\"what\":\"old name\",\"next\":\"x\"}]");
    way(OwnLook.none());
    assertThat(new NoticesCheck(glimpse).look()).isEqualTo(Outcome.warn("old name", "x"));
  }

  @Test
  void proofFromOutsideIsFreshOldOrMissing() throws Exception {
    monitor(
        "\"state\":\"fine\",\"url\":\"https://m.ts.net\",\"verified\":\""
            + wall.now()
            + "\",\"verified_from\":\"router\"");
    way(OwnLook.none());
    wall.advance(Duration.ofSeconds(12));
    assertThat(new OutsideCheck(glimpse, wall).look())
        .isEqualTo(Outcome.ok("reached from outside by router, 12 s ago"));
    wall.advance(Duration.ofMinutes(20));
    Outcome old = new OutsideCheck(glimpse, wall).look();
    assertThat(old.what())
        .isEqualTo("nobody outside has reached this machine for 20 min (last by router)");
    assertThat(old.fix())
        .contains(
            "daemon.link.router", "by hand, from a phone without Wi-Fi: https://m.ts.net/health");
    monitor("\"state\":\"unproven\"");
    way(OwnLook.none());
    assertThat(new OutsideCheck(glimpse, wall).look().what())
        .isEqualTo("nobody outside has reached this machine yet");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none, ok, has no end",
        "2027-06-01T00:00:00Z, ok, holds until 2027-06-01",
        "2026-11-30T00:00:00Z, warn, expires on 2026-11-30T00:00:00Z",
        "2026-11-24T12:00:00Z, fail, has expired"
      })
  void serviceKeyHoldsOrEnds(@Nullable Instant end, String state, String what) {
    var key = new ServiceKey(new Secret("{}"), "acme.twingate.com", end);
    Outcome outcome = new ServiceKeyCheck(key, new FakeWall()).look();
    assertThat(outcome.state().word()).isEqualTo(state);
    assertThat(outcome.what()).contains(what);
    assertThat(outcome.state() == State.OK)
        .isEqualTo(!String.valueOf(outcome.fix()).contains("TWINGATE_SERVICE_KEY"));
    assertThat(new ServiceKeyCheck(null, new FakeWall()).look().state()).isEqualTo(State.SKIP);
  }
}
