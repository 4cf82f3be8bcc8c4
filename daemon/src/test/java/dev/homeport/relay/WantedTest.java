package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Blame;
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
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rude: providers that rest while just they are wanted, and how long they rest that say it.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class WantedTest {
  private static Received ask(RouterRig rig, String headers) {
    try (RawClient client = rig.client()) {
      return client
          .post(Caller.CHAT.path(), Caller.CHAT.question(true), RouterRig.KEY, headers)
          .read();
    }
  }

  private static RudeServer good(String words) {
    return RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), true, words));
  }

  private static void isBy(Received answer, String provider) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.header("Homeport-Provider")).contains(provider);
  }

  /// cases.md A6: who wants nobody else gets the first one, however it stands.
  @Test
  void homeThatRestsIsAskedWhereNobodyElseIsWanted() throws Exception {
    try (var home = good("home");
        var cloud = good("cloud");
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()),
                Backend.openAi("cloud", cloud.uri()))) {
      rig.conditions().lost("home", "refused", "nobody is there");
      isBy(ask(rig, ""), "cloud");
      isBy(ask(rig, "Homeport-Fallback: never\r\n"), "home");
      cloud.next();
      assertThat(cloud.hasHeard()).isFalse();
    }
  }

  @Test
  void homeThatIsDeadIsNotReplacedWhereNobodyElseIsWanted() {
    try (var home = RudeServer.playing(Fault.closesBeforeHead());
        var cloud = good("cloud");
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()),
                Backend.openAi("cloud", cloud.uri()))) {
      for (int i = 0; i < 3; i++) {
        Received answer = ask(rig, "Homeport-Fallback: never\r\n");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(Caller.CHAT.refusal(answer.text())).startsWith("home");
      }
      assertThat(cloud.hasHeard()).isFalse();
      isBy(ask(rig, ""), "cloud");
    }
  }

  @Test
  void providerThatRestsIsAskedWhereItIsWanted() {
    try (var home = good("home");
        var cloud = good("cloud");
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()),
                Backend.openAi("cloud", cloud.uri()))) {
      rig.conditions().lost("cloud", "refused", "nobody is there");
      isBy(ask(rig, "Homeport-Provider: cloud\r\n"), "cloud");
    }
  }

  @Test
  void pinOfSomebodyWhoIsGonePinsNobody() {
    try (var home = good("home");
        var cloud = good("cloud");
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()),
                Backend.openAi("cloud", cloud.uri()))) {
      rig.conditions().pin("gone", Duration.ofHours(1));
      isBy(ask(rig, ""), "home");
      rig.conditions().pin("cloud", Duration.ofHours(1));
      isBy(ask(rig, ""), "cloud");
    }
  }

  /// cases.md D7: where all rest for long, whoever is back first is tried.
  @Test
  void whereAllRestForLongTheFirstToBeBackIsAsked() throws Exception {
    try (var first = good("first");
        var second = good("second");
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.openAi("first", first.uri()),
                Backend.openAi("second", second.uri()))) {
      quota(rig, "first", Duration.ofHours(9));
      quota(rig, "second", Duration.ofHours(2));
      isBy(ask(rig, ""), "second");
      assertThat(first.hasHeard()).isFalse();
    }
  }

  private static void quota(RouterRig rig, String provider, Duration stated) {
    rig.conditions()
        .ask(provider, RouterRig.FOREIGN)
        .failed(
            new Blame(
                Blame.Extent.PROVIDER,
                Blame.Outlook.LASTING,
                Blame.Proof.ANSWER,
                "quota",
                "no more",
                stated));
  }

  static Stream<String> spellings() {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(700).atOffset(ZoneOffset.UTC));
    return Stream.of(
        "Retry-After: 700\r\n|no",
        "Retry-After: 700.0\r\n|no",
        "Retry-After: " + date + "\r\n|no",
        "retry-after-ms: 700000\r\n|no",
        "x-ratelimit-remaining-requests: 0\r\nx-ratelimit-reset-requests: 11m40s\r\n|no",
        "|Rate limit reached. Please try again in 11m40s.",
        "|please wait 700 seconds");
  }

  /// cases.md E9: it rests as long as it says, in whatever spelling.
  @ParameterizedTest
  @MethodSource("spellings")
  void providerRestsAsLongAsItSays(String spelling) {
    String headers = spelling.substring(0, spelling.indexOf('|'));
    String body = Tongue.COMPLETIONS.refusal(429, spelling.substring(spelling.indexOf('|') + 1));
    var limited =
        Fault.says(
            "limited",
            After.STAYS,
            "HTTP/1.1 429 Slow Down\r\n"
                + headers
                + "Content-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
    try (var first = RudeServer.playing(limited);
        var second = good("second");
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.openAi("first", first.uri()),
                Backend.openAi("second", second.uri()))) {
      isBy(ask(rig, ""), "second");
      assertThat(rig.conditions().of("first", RouterRig.FOREIGN))
          .isInstanceOfSatisfying(
              Condition.Resting.class,
              rest ->
                  assertThat(Duration.between(Instant.now(), rest.until()))
                      .isBetween(Duration.ofSeconds(690), Duration.ofSeconds(701)));
    }
  }
}
