package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.FakePurse;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Place;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.journal.Event.Charge;
import dev.homeport.journal.Event.RequestEnded;
import dev.homeport.upstream.Waits;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Rude: keys whose questions never leave home (cases.md 3, number 12).
@Tag("rude")
@ExtendWith(LeakCheck.class)
class HomeOnlyTest {
  private static final String KEPT = "the questions of this key never leave home";

  private static Act fine(Heard heard) {
    Tongue tongue = Tongue.of(heard);
    return Mishap.good(tongue, tongue.isStreamed(heard), "fine");
  }

  private static Received ask(RouterRig rig, Caller caller, String headers) {
    try (RawClient client = rig.client()) {
      return client.post(caller.path(), caller.question(true), rig.homelyKey(), headers).read();
    }
  }

  private static Charge charge(RequestEnded ended) {
    return Objects.requireNonNull(ended.charge(), "a charge");
  }

  @Test
  void homeAnswers() throws Exception {
    var purse = new FakePurse(Map.of("cloud", 3L));
    try (var home = RudeServer.choosing(HomeOnlyTest::fine);
        var cloud = RudeServer.choosing(HomeOnlyTest::fine);
        var rig =
            new RouterRig(
                Terms.STRICT,
                purse,
                Backend.openAi("cloud", cloud.uri()),
                Backend.ollama("home", home.uri()))) {
      Received answer = ask(rig, Caller.CHAT, "");
      assertThat(Caller.CHAT.words(answer.text(), true)).isEqualTo("fine");
      assertThat(answer.header("Homeport-Fallback")).contains("false");
      Charge charge = charge(rig.ended());
      assertThat(charge.tenant()).isEqualTo("the-family");
      assertThat(charge.cause()).isNull();
      assertThat(charge.cost()).isZero();
      assertThat(cloud.hasHeard()).isFalse();
      assertThat(purse.opened()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Caller.class)
  void nobodyElseIsAskedWhileHomeIsAway(Caller caller) throws Exception {
    try (Place home = Place.refusing();
        var cloud = RudeServer.choosing(HomeOnlyTest::fine);
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()),
                Backend.openAi("cloud", cloud.uri()))) {
      for (int i = 0; i < 2; i++) {
        Received answer = ask(rig, caller, "");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(caller.refusal(answer.text()))
            .startsWith("home cannot be reached")
            .contains(KEPT)
            .contains("nothing can answer before");
        assertThat(answer.header("x-should-retry")).contains("false");
        RequestEnded ended = rig.ended();
        assertThat(ended.provider()).isNull();
        assertThat(charge(ended).cause()).isEqualTo("home-only");
      }
      assertThat(cloud.hasHeard()).isFalse();
    }
  }

  /// Vectors, loads, counts and lists go no other way than questions do; to unload is another
  /// scope's.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/embed | {'model':'MODEL','input':'hello'} | 503",
        "/api/embeddings | {'model':'MODEL','prompt':'hello'} | 503",
        "/v1/embeddings | {'model':'MODEL','input':['hello']} | 503",
        "/api/generate | {'model':'MODEL','keep_alive':0} | 403",
        "/api/generate | {'model':'MODEL'} | 200",
        "/api/chat | {'model':'MODEL','messages':[]} | 200",
        "/v1/messages/count_tokens | {'model':'MODEL','messages':[{'role':'user','content':'hello'}]} | 200",
        "/api/show | {'model':'MODEL'} | 200",
        "/api/pull | {'model':'MODEL'} | 200",
        "/v1/audio/transcriptions | {} | 404",
      })
  void nothingElseOfItLeavesHome(String path, String body, int status) throws Exception {
    String json = body.replace('\'', '"').replace("MODEL", RouterRig.MODEL);
    try (Place home = Place.refusing();
        var cloud = RudeServer.choosing(HomeOnlyTest::fine);
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.openAi("cloud", cloud.uri()),
                Backend.ollama("home", home.uri()))) {
      Received answer = rig.send("POST", path, json, rig.homelyKey());
      assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
      if (status == 503) {
        assertThat(answer.text()).contains(KEPT);
        assertThat(charge(rig.ended()).cause()).isEqualTo("home-only");
        Received pinned =
            rig.send("POST", path, json, rig.homelyKey() + "Homeport-Provider: cloud\r\n");
        assertThat(pinned.status()).as(pinned.toString()).isEqualTo(403);
      }
      assertThat(cloud.hasHeard()).isFalse();
    }
  }

  @Test
  void cloudThatIsAskedForIsForbidden() throws Exception {
    try (var home = RudeServer.choosing(HomeOnlyTest::fine);
        var cloud = RudeServer.choosing(HomeOnlyTest::fine);
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()),
                Backend.openAi("cloud", cloud.uri()))) {
      Received answer = ask(rig, Caller.CHAT, "Homeport-Provider: cloud\r\n");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(Caller.CHAT.refusal(answer.text())).contains(KEPT).contains("'cloud' is not home");
      RequestEnded ended = rig.ended();
      assertThat(ended.provider()).isNull();
      assertThat(charge(ended).cause()).isEqualTo("home-only");
      assertThat(charge(ended).attempts()).isZero();
      assertThat(cloud.hasHeard()).isFalse();
    }
  }

  @Test
  void nobodyIsAskedWhereThereIsNoHome() throws Exception {
    try (var cloud = RudeServer.choosing(HomeOnlyTest::fine);
        var rig = new RouterRig(Terms.STRICT, Backend.openAi("cloud", cloud.uri()))) {
      Received answer = ask(rig, Caller.CHAT, "");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(Caller.CHAT.refusal(answer.text())).contains(KEPT);
      try (RawClient client = rig.client()) {
        assertThat(client.get("/api/tags", rig.homelyKey()).read().text())
            .doesNotContain(RouterRig.MODEL);
        assertThat(client.get("/api/tags", RouterRig.KEY).read().text()).contains(RouterRig.MODEL);
      }
      assertThat(cloud.hasHeard()).isFalse();
    }
  }

  /// Home takes long: others would be asked beside it, but not for this key.
  @Test
  void nobodyIsAskedBesideASlowHome() throws Exception {
    Duration ages = Duration.ofSeconds(20);
    Duration soon = Duration.ofMillis(30);
    var hasty =
        new Waits(
            ages, ages, Duration.ofMillis(120), soon, soon, ages, ages, Duration.ofMillis(10));
    try (var home = RudeServer.playing(Fault.hangs());
        var cloud = RudeServer.choosing(HomeOnlyTest::fine);
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()).within(hasty),
                Backend.openAi("cloud", cloud.uri()))) {
      Received answer = ask(rig, Caller.CHAT, "");
      assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
      assertThat(Caller.CHAT.refusal(answer.text())).contains(KEPT);
      assertThat(cloud.hasHeard()).isFalse();
    }
  }
}
