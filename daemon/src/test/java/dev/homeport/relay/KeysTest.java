package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: everybody in a chain fails, and each has seen its own key and nothing else of anybody's.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class KeysTest {
  private static final String CHATTER =
      """
      Cookie: session=clients-cookie
      X-Custom: clients-word
      User-Agent: clients-agent/1.0
      X-Forwarded-For: 203.0.113.9
      Referer: http://clients.example/
      OpenAI-Organization: clients-org
      anthropic-beta: some-2026-01-01
      Homeport-User: clients-user
      X-Request-Id: clients-id
      Proxy-Authorization: Basic clients-proxy
      Accept: */*, clients/type
      """
          .replace("\n", "\r\n");

  private static final Set<String> PLAIN =
      Set.of("host", "content-type", "content-length", "accept-encoding", "accept");

  private static Fault failing(Heard heard) {
    return Fault.says(
        "500",
        After.STAYS,
        Fault.sized("500 x", "application/json", Tongue.of(heard).refusal("no")));
  }

  private static Set<String> names(Heard heard) {
    var names = new TreeSet<String>();
    heard
        .head()
        .lines()
        .skip(1)
        .filter(line -> line.contains(":"))
        .forEach(line -> names.add(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)));
    names.removeAll(PLAIN);
    return names;
  }

  @Test
  void eachProviderSeesItsOwnKeyAndNothingOfTheClient() throws Exception {
    try (var home = RudeServer.choosing(KeysTest::failing);
        var cloud = RudeServer.choosing(KeysTest::failing);
        var openAi = RudeServer.choosing(KeysTest::failing);
        var anthropic = RudeServer.choosing(KeysTest::failing);
        var rig =
            new RouterRig(
                Backend.ollama("home", home.uri()),
                Backend.ollama("cloud", cloud.uri()).showing("key-of-cloud"),
                Backend.openAi("openrouter", openAi.uri()).showing("key-of-openrouter"),
                Backend.anthropic("anthropic", anthropic.uri()).showing("key-of-anthropic"))) {
      for (Caller caller : Caller.values()) {
        for (String key :
            List.of(RouterRig.KEY, RouterRig.KEY.replace("Authorization: Bearer", "x-api-key:"))) {
          try (var client = rig.client()) {
            client.post(caller.path(), caller.question(true), key, CHATTER).read();
          }
          Heard atHome = home.next();
          assertThat(names(atHome)).containsExactly("homeport-ack");
          Heard atCloud = cloud.next();
          assertThat(names(atCloud)).containsExactly("authorization");
          assertThat(atCloud.headers("Authorization")).containsExactly("Bearer key-of-cloud");
          Heard atOpenAi = openAi.next();
          assertThat(names(atOpenAi)).containsExactly("authorization");
          assertThat(atOpenAi.headers("Authorization")).containsExactly("Bearer key-of-openrouter");
          Heard atAnthropic = anthropic.next();
          // What says how to read a body of its own API goes with the body, and nothing else does.
          assertThat(names(atAnthropic))
              .containsExactlyElementsOf(
                  caller == Caller.MESSAGES
                      ? List.of("anthropic-beta", "anthropic-version", "x-api-key")
                      : List.of("anthropic-version", "x-api-key"));
          assertThat(atAnthropic.headers("x-api-key")).containsExactly("key-of-anthropic");
          for (Heard heard : List.of(atHome, atCloud, atOpenAi, atAnthropic)) {
            assertThat(heard.head() + heard.text())
                .as("%s", heard)
                .doesNotContain("clients", "the-secret-of", "203.0.113.9", RouterRig.MODEL);
            assertThat(heard.headers("Accept-Encoding")).containsExactly("identity");
          }
        }
      }
    }
  }
}
