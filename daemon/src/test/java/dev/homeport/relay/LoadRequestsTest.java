package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Blame;
import dev.homeport.condition.Blame.Extent;
import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Blame.Proof;
import dev.homeport.condition.Condition;
import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Cable;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Place;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.upstream.Waits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rude: requests that ask nothing, and load or unload a model (product.md 5). They are for home
/// alone, wait for it while it is there, and are done at once while it is not.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class LoadRequestsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(250);

  /// Much less than any time that is waited for.
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final String DONE = "{\"model\":\"foreign/model-7b\",\"done\":true}";
  private static final Waits PATIENT = waits(LONG, LONG);

  private static Waits waits(Duration ack, Duration loading) {
    return new Waits(ack, LONG, loading, SHORT, SHORT, LONG, LONG, null);
  }

  private static String body(String path, String keepAlive) {
    String none = path.equals("/api/chat") ? ",\"messages\":[]" : "";
    return "{\"model\":\""
        + RouterRig.MODEL
        + "\",\"keep_alive\":"
        + keepAlive
        + none
        + ",\"stream\":false}";
  }

  private static RouterRig router(URI home, Waits waits, RudeServer cloud) {
    return new RouterRig(
        Terms.STRICT,
        Backend.ollama("home", home).showing(FrontRig.GUESTS).within(waits),
        Backend.openAi("cloud", cloud.uri()));
  }

  private static Received ask(RouterRig rig, String path, String keepAlive) {
    try (RawClient client = rig.client()) {
      return client.post(path, body(path, keepAlive), RouterRig.OWNER).read();
    }
  }

  private static Received ask(RouterRig rig) {
    return ask(rig, "/api/generate", "\"5m\"");
  }

  private static void isDone(Received answer, String reason) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.text())
        .contains("\"" + RouterRig.MODEL + "\"", "\"done\":true", "\"" + reason + "\"");
  }

  private static void homeIsAway(RouterRig rig) {
    rig.conditions()
        .ask("home", RouterRig.FOREIGN)
        .failed(
            new Blame(
                Extent.PROVIDER, Outlook.PASSING, Proof.LIST, "connect-timeout", "away", null));
  }

  private static Act later(Duration time) {
    return new Fault.Says(
        "a late answer",
        List.of(Fault.sized("200 OK", "application/json", DONE)),
        time,
        After.STAYS);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/generate, \"5m\", load",
    "/api/generate, -1, load",
    "/api/generate, 0, unload",
    "/api/chat, \"5m\", load",
    "/api/chat, 0, unload",
  })
  void homeAloneIsAskedAndWaitedFor(String path, String keepAlive, String reason) throws Exception {
    try (var home = RudeServer.playing(later(SHORT.multipliedBy(2)));
        var cloud = RudeServer.playing(Fault.json("{}"));
        var rig = router(home.uri(), PATIENT, cloud)) {
      long asked = System.nanoTime();
      isDone(ask(rig, path, keepAlive), reason);
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(SHORT);
      Heard heard = home.next();
      assertThat(heard.line()).startsWith("POST " + path);
      assertThat(heard.text())
          .isEqualTo(body(path, keepAlive).replace(RouterRig.MODEL, RouterRig.FOREIGN));
      assertThat(cloud.hasHeard()).isFalse();
      assertThat(rig.conditions().patients()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"/api/generate, \"5m\", load", "/api/generate, 0, unload", "/api/chat, 0, unload"})
  void whileHomeIsAwayItIsDoneAsSoonAsItIsSaid(String path, String keepAlive, String reason) {
    try (Place home = Place.full();
        var cloud = RudeServer.playing(Fault.json("{}"));
        var rig = router(home.uri(), PATIENT, cloud)) {
      homeIsAway(rig);
      long asked = System.nanoTime();
      isDone(ask(rig, path, keepAlive), reason);
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SOON);
      assertThat(cloud.hasHeard()).isFalse();
    }
  }

  @Test
  void unloadingNeedsAnAdminWhereverHomeIs() {
    try (var home = RudeServer.playing(Fault.json(DONE));
        var cloud = RudeServer.playing(Fault.json("{}"));
        var rig = router(home.uri(), PATIENT, cloud)) {
      homeIsAway(rig);
      try (RawClient client = rig.client()) {
        Received answer =
            client.post("/api/generate", body("/api/generate", "0"), RouterRig.KEY).read();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("admin");
      }
      assertThat(home.hasHeard()).isFalse();
    }
  }

  /// The first who finds that home is away tells all others, as a question would.
  @Test
  void whatALoadFindsIsKnownToQuestions() {
    try (var cloud = RudeServer.choosing(_ -> Fault.json("{}"));
        var rig =
            router(URI.create("http://127.0.0.1:" + RudeServer.refusingPort()), PATIENT, cloud)) {
      isDone(ask(rig), "load");
      assertThat(rig.conditions().of("home", RouterRig.FOREIGN))
          .isInstanceOfSatisfying(
              Condition.Resting.class, rest -> assertThat(rest.cause()).isEqualTo("refused"));
      assertThat(cloud.hasHeard()).isFalse();
    }
  }

  /// Who has said before that it is there and then does not is away, and not slow.
  @Test
  void waitForALoadEndsWhenTheWayFallsSilent() {
    try (var ollama = RudeServer.playing(Fault.json(DONE));
        var front = new FrontRig(ollama.uri());
        var cable = new Cable();
        var cloud = RudeServer.playing(Fault.json("{}"));
        var rig =
            router(URI.create("http://127.0.0.1:" + cable.port()), waits(SHORT, LONG), cloud)) {
      cable.leadTo(front.port());
      isDone(ask(rig), "load");
      cable.cut();
      long asked = System.nanoTime();
      isDone(ask(rig), "load");
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isBetween(SHORT, SHORT.plus(SOON));
      assertThat(rig.conditions().of("home", RouterRig.FOREIGN))
          .isInstanceOfSatisfying(
              Condition.Resting.class, rest -> assertThat(rest.cause()).isEqualTo("ack-timeout"));
      isDone(ask(rig), "load");
    }
  }

  @Test
  void loadThatIsAcknowledgedMayTakeItsTime() {
    try (var ollama = RudeServer.playing(Fault.json(DONE), later(SHORT.multipliedBy(3)));
        var front = new FrontRig(ollama.uri());
        var cloud = RudeServer.playing(Fault.json("{}"));
        var rig = router(front.uri(), waits(SHORT, LONG), cloud)) {
      isDone(ask(rig), "load");
      isDone(ask(rig), "load");
      assertThat(rig.conditions().patients()).isEmpty();
    }
  }

  /// Nothing pretends: home is there, and has not done it.
  @ParameterizedTest
  @ValueSource(strings = {"generate", "chat"})
  void whatHomeRefusesIsNotSaidToBeDone(String route) {
    Act refusing =
        Fault.says(
            "no such model",
            After.STAYS,
            Fault.sized(
                "404 Not Found",
                "application/json",
                "{\"error\":\"model 'foreign/model-7b' not found\"}"));
    try (var home = RudeServer.playing(refusing);
        var cloud = RudeServer.playing(Fault.json("{}"));
        var rig = router(home.uri(), PATIENT, cloud)) {
      Received answer = ask(rig, "/api/" + route, "\"5m\"");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(Caller.CHAT.refusal(answer.text())).isEqualTo("model 'my-model:latest' not found");
      assertThat(rig.conditions().patients()).isEmpty();
    }
  }

  @Test
  void unloadForWhichTheRoutersKeyIsNotGoodEnoughIsNotSaidToBeDone() {
    try (var ollama = RudeServer.playing(Fault.json(DONE));
        var front = new FrontRig(ollama.uri());
        var cloud = RudeServer.playing(Fault.json("{}"));
        var rig = router(front.uri(), PATIENT, cloud)) {
      Received answer = ask(rig, "/api/generate", "0");
      assertThat(answer.status()).isEqualTo(502);
      assertThat(Caller.CHAT.refusal(answer.text())).contains("home", "credentials");
      assertThat(rig.conditions().patients()).isEmpty();
    }
  }

  @Test
  void loadThatNeverEndsIsToldSo() {
    try (var home = RudeServer.playing(Fault.hangs());
        var cloud = RudeServer.playing(Fault.json("{}"));
        var rig = router(home.uri(), waits(LONG, SHORT), cloud)) {
      Received answer = ask(rig);
      assertThat(answer.status()).isEqualTo(504);
      assertThat(Caller.CHAT.refusal(answer.text())).contains("not loaded within");
    }
  }

  @Test
  void clientThatLeavesEndsTheLoadOnBothHops() throws Exception {
    try (var ollama = RudeServer.playing(Fault.hangs());
        var front = new FrontRig(ollama.uri());
        var cloud = RudeServer.playing(Fault.json("{}"));
        var rig = router(front.uri(), PATIENT, cloud)) {
      Heard heard;
      try (RawClient client = rig.client()) {
        client.post("/api/generate", body("/api/generate", "\"5m\""), RouterRig.KEY);
        heard = ollama.next();
      }
      heard.departure();
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
      assertThat(front.ended().outcome()).isEqualTo(Outcome.LEFT);
      assertThat(rig.conditions().patients()).isEmpty();
    }
  }
}
