package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.homeport.fake.Backend;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rude: orders to a router, over real sockets: what is done, what is told, and what is refused.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class SteeredTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");
  private static final String FORCE = "/admin/force";
  private static final String CLEAR = "/admin/cache/clear";
  private static final String NONE = "{\"provider\":null,\"until\":null}";

  private final RouterRig rig =
      new RouterRig(Backend.ollama("home", NOBODY), Backend.openAi("openrouter", NOBODY));

  @AfterEach
  void stop() {
    rig.close();
  }

  private Received send(String method, String path, String body, String key) {
    return rig.send(method, path, body, key);
  }

  private Received force(String body) {
    return send("POST", FORCE, body.replace('\'', '"'), RouterRig.BOSS);
  }

  @Test
  void pinnedProviderIsToldUntilItIsLetGo() {
    assertThat(send("GET", FORCE, "", RouterRig.BOSS).text()).isEqualTo(NONE);
    Received pinned = force("{'provider':'openrouter','for':'1h'}");
    assertThat(pinned.status()).isEqualTo(200);
    assertThat(pinned.header("Content-Type").orElse("")).startsWith("application/json");
    assertThat(pinned.text())
        .isEqualTo("{\"provider\":\"openrouter\",\"until\":\"2026-11-24T13:00:00Z\"}");
    assertThat(send("GET", FORCE, "", RouterRig.BOSS).text()).isEqualTo(pinned.text());
    assertThat(send("HEAD", FORCE, "", RouterRig.BOSS).text()).isEmpty();
    assertThat(force("{'off':true}").text()).isEqualTo(NONE);
    assertThat(rig.steering().pinned()).isEmpty();
    assertThat(rig.notes())
        .extracting(note -> note.get("what"), note -> note.get("provider"), note -> note.get("key"))
        .containsExactly(
            tuple("provider pinned", "openrouter", "boss"),
            tuple("provider unpinned", "openrouter", "boss"));
  }

  @Test
  void deletingThePinLetsGoToo() {
    force("{'provider':'openrouter','for':'90s'}");
    assertThat(send("DELETE", FORCE, "", RouterRig.BOSS).text()).isEqualTo(NONE);
    assertThat(rig.steering().pinned()).isEmpty();
  }

  @Test
  void lettingGoOfNobodyIsDoneInSilence() {
    assertThat(send("DELETE", FORCE, "", RouterRig.BOSS).status()).isEqualTo(200);
    assertThat(force("{'off':true}").status()).isEqualTo(200);
    assertThat(rig.notes()).isEmpty();
  }

  @Test
  void homeHasTwoNames() {
    assertThat(force("{'provider':'ollama','for':'5m'}").text())
        .isEqualTo("{\"provider\":\"home\",\"until\":\"2026-11-24T12:05:00Z\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                                      | the body is empty; right is {\"provider\":",
        "provider=openrouter                   | the body is no JSON; right is {\"provider\":",
        "{'provider':                          | the body is no JSON",
        "[]                                    | the body is JSON of the kind array",
        "{}                                    | provider is required",
        "{'for':'1h'}                          | provider is required",
        "{'provider':7,'for':'1h'}             | provider is required",
        "{'provider':'openrouter'}             | for is required: how long, such as 90s",
        "{'provider':'openrouter','for':'1w'}  | for: \"1w\" has the unknown unit w",
        "{'provider':'openrouter','for':60}    | for: \"60\" is a number without a unit",
        "{'provider':'openrouter','for':'0s'}  | for: \"0s\" is too little",
        "{'provider':'openrouter','for':'99d'} | for: \"99d\" is too much; write at most 31d",
        "{'provider':'openroutr','for':'1h'}   | no provider \"openroutr\"; did you mean openrouter?",
        "{'provider':'gemini','for':'1h'}      | no provider \"gemini\"; there are: home, openrouter",
        "{'provder':'openrouter','for':'1h'}   | unknown field \"provder\"; did you mean \"provider\"?",
        "{'x':1}                               | unknown field \"x\"; there are provider, for and off",
        "{'off':'yes'}                         | off is \"yes\"; right is true",
        "{'off':false}                         | provider is required",
        "{'off':true,'for':'1h'}               | off stands alone",
      })
  void whatIsNoOrderIsRefusedWithWhatIsRight(String body, String says) {
    Received refused = force(body == null ? "" : body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).startsWith("{\"error\":\"").contains(says.replace("\"", "\\\""));
    assertThat(rig.steering().pinned()).isEmpty();
    assertThat(rig.notes()).isEmpty();
  }

  @Test
  void forgettingTellsWhatWasForgotten() {
    force("{'provider':'openrouter','for':'1h'}");
    rig.notes();
    assertThat(send("POST", CLEAR, "", RouterRig.BOSS).text())
        .isEqualTo("{\"cleared\":true,\"rests\":2,\"preferences\":1,\"pin\":true}");
    assertThat(rig.notes())
        .singleElement()
        .satisfies(
            note ->
                assertThat(note)
                    .containsAllEntriesOf(
                        Map.of("what", "conditions forgotten", "key", "boss", "rests", 2)));
    assertThat(rig.steering().pinned()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | /admin/force       | HEAD, GET, POST, DELETE",
        "PATCH  | /admin/force       | HEAD, GET, POST, DELETE",
        "GET    | /admin/cache/clear | POST",
        "DELETE | /admin/cache/clear | POST",
      })
  void otherMethodsAreToldWhichThereAre(String method, String path, String allowed) {
    Received refused = send(method, path, "", RouterRig.BOSS);
    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Allow")).hasValue(allowed);
  }

  @ParameterizedTest
  @CsvSource({"GET, /admin/force", "POST, /admin/force", "POST, /admin/cache/clear"})
  void onlyWhoRunsItMayOrder(String method, String path) {
    assertThat(send(method, path, "", "").status()).isEqualTo(401);
    Received refused = send(method, path, "", RouterRig.KEY);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("scope admin");
    assertThat(send(method, "/admin/forc", "", RouterRig.BOSS).status()).isEqualTo(404);
  }

  @Test
  void ordersAreShort() {
    Received refused = force("{'provider':'" + "x".repeat(70_000) + "','for':'1h'}");
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.text()).contains("larger than 65536 bytes").doesNotContain("limits.body");
  }

  @Test
  void ordersHaveTheirLineInTheJournal() throws InterruptedException {
    force("{'provider':'nobody','for':'1h'}");
    var ended = rig.ended();
    assertThat(ended.route()).isEqualTo(FORCE);
    assertThat(ended.status()).isEqualTo(400);
    assertThat(ended.key()).isEqualTo("boss");
  }
}
