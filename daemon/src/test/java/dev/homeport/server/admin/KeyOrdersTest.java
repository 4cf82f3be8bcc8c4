package dev.homeport.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Backend;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.OllamaProgram;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rude: keys made, listed and revoked over real sockets.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class KeyOrdersTest {
  private static final String KEYS = "/admin/keys";

  private final RouterRig rig =
      new RouterRig(Backend.ollama("home", URI.create("http://127.0.0.1:1")));

  @AfterEach
  void stop() {
    rig.close();
  }

  private Received add(String body) {
    return rig.send("POST", KEYS, body.replace('\'', '"'), RouterRig.BOSS);
  }

  private static JsonObject page(Received answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return JsonObject.orEmpty(answer.text());
  }

  private static String header(JsonObject made) {
    return "Authorization: Bearer " + made.text("key") + "\r\n";
  }

  @Test
  void keyIsMadeAsTheCommandMakesItAndIsGoodAtOnce() {
    Received answer =
        add(
            "{'name':'bot','scopes':['metrics','infer'],'models':['qwen*'],"
                + "'requests_per_minute':60,'tokens_per_minute':20000,'concurrent':2,"
                + "'expires':'30d','tenant':'acme','home_only':true,'no_continuation':true}");
    assertThat(answer.header("Cache-Control")).hasValue("no-store");
    JsonObject made = page(answer);
    assertThat(made.names())
        .containsExactly(
            "name",
            "key",
            "kind",
            "scopes",
            "models",
            "requests_per_minute",
            "tokens_per_minute",
            "concurrent",
            "tenant",
            "home_only",
            "no_continuation",
            "created",
            "expires",
            "expired");
    assertThat(made.text("key")).matches("hp_[0-9A-Za-z]{40}");
    assertThat(made.texts("scopes")).containsExactly("infer", "metrics");
    assertThat(made.texts("models")).containsExactly("qwen*");
    assertThat(made.number("requests_per_minute", 0)).isEqualTo(60);
    assertThat(made.number("tokens_per_minute", 0)).isEqualTo(20_000);
    assertThat(made.number("concurrent", 0)).isEqualTo(2);
    assertThat(made.text("tenant")).isEqualTo("acme");
    assertThat(made.flag("home_only", false)).isTrue();
    assertThat(made.flag("no_continuation", false)).isTrue();
    assertThat(rig.send("GET", "/metrics", "", header(made)).status()).isEqualTo(200);
    assertThat(rig.notes())
        .singleElement()
        .satisfies(
            note ->
                assertThat(note)
                    .containsAllEntriesOf(
                        Map.of(
                            "what",
                            "key made",
                            "name",
                            "bot",
                            "key",
                            "boss",
                            "scopes",
                            "infer+metrics")));
  }

  @Test
  void listNeverHasASecretOrAHash() {
    String secret = page(add("{'name':'bot'}")).text("key", "");
    String list = rig.send("GET", KEYS, "", RouterRig.BOSS).text();
    assertThat(list)
        .startsWith("[{\"name\":\"narrow\"")
        .contains("{\"name\":\"bot\",\"kind\":\"stored\",\"scopes\":[\"infer\"],")
        .contains("\"name\":\"boss\",\"kind\":\"HOMEPORT_KEYS\"")
        .doesNotContain(secret, "hp_", "sha256", RouterRig.BOSS_KEY, RouterRig.GUEST_KEY);
    assertThat(rig.send("HEAD", KEYS, "", RouterRig.BOSS).text()).isEmpty();
  }

  @Test
  void publicKeyHasNoSecret() {
    var program = new OllamaProgram();
    String body =
        new JsonFields().put("name", "mac").put("public_key", program.publicLine()).toString();
    JsonObject made = page(rig.send("POST", KEYS, body, RouterRig.BOSS));
    assertThat(made.has("key")).isFalse();
    assertThat(made.text("kind")).isEqualTo("public key");
    Received again = rig.send("POST", KEYS, body.replace("\"mac\"", "\"mac2\""), RouterRig.BOSS);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text()).contains("already that of the key mac");
  }

  @Test
  void takenNameIsAConflict() {
    page(add("{'name':'bot'}"));
    Received again = add("{'name':'bot'}");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text()).contains("there is a key bot already", "revoke it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                                    | the body is empty; right is {'name':",
        "name=bot                            | the body is no JSON; right is",
        "[]                                  | the body is JSON of the kind array",
        "{}                                  | name is missing, which is required",
        "{'name':7}                          | name: '7' is no name; a name has 1 to 64 letters",
        "{'name':'a b'}                      | name: 'a b' is no name",
        "{'name':'a','scope':['infer']}      | unknown field 'scope'; did you mean 'scopes'?",
        "{'name':'a','x':1}                  | unknown field 'x'; there are name, scopes, models",
        "{'name':'a','scopes':['root']}      | scopes: 'root' is none of infer, admin, metrics, link",
        "{'name':'a','scopes':[1]}           | scopes: '[1]' is not right; write a list of infer,",
        "{'name':'a','scopes':{}}            | scopes: '{}' is not right",
        "{'name':'a','models':['a,b']}       | models: 'a,b' names no model; right are qwen2.5:7b",
        "{'name':'a','requests_per_minute':0} | requests_per_minute: '0' is no number from 1 to 1000000",
        "{'name':'a','requests_per_minute':1.5} | requests_per_minute: '1.5' is no number",
        "{'name':'a','tokens_per_minute':-1} | tokens_per_minute: '-1' is no number from 1 to 1000000000",
        "{'name':'a','concurrent':'many'}    | concurrent: 'many' is no number from 1",
        "{'name':'a','expires':'30'}         | expires: '30' is no time; right are 12h, 30d",
        "{'name':'a','expires':'2020-01-01'} | expires: '2020-01-01' is not in the future",
        "{'name':'a','tenant':'a/b'}         | tenant: 'a/b' is no name",
        "{'name':'a','home_only':'yes'}      | home_only: 'yes' is neither true nor false",
        "{'name':'a','no_continuation':1}    | no_continuation: '1' is neither true nor false",
        "{'name':'a','public_key':'ssh-rsa AAAA x'} | public_key: only ssh-ed25519 keys can be used",
      })
  void whatIsWrongIsToldWithFieldValueAndWhatIsRight(String body, String says) {
    Received refused = add(body == null ? "" : body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(JsonObject.orEmpty(refused.text()).text("error", "").replace('"', '\''))
        .startsWith(says);
    assertThat(rig.notes()).isEmpty();
    assertThat(rig.send("GET", KEYS, "", RouterRig.BOSS).text()).doesNotContain("\"name\":\"a\"");
  }

  @Test
  void emptyListsSayNothing() {
    JsonObject made = page(add("{'name':'a','scopes':[],'models':[],'tenant':null}"));
    assertThat(made.texts("scopes")).containsExactly("infer");
    assertThat(made.count("models")).isZero();
    assertThat(made.has("tenant")).isFalse();
  }

  @Test
  void keyIsNeverGoodForMoreThanTheOneThatOrderedIt() {
    assertThat(page(add("{'name':'ops','scopes':['admin','infer']}")).texts("scopes"))
        .containsExactly("infer", "admin");
    Received refused = add("{'name':'mac2','scopes':['link']}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text())
        .contains("the key boss cannot give the scope link")
        .contains("homeport keys add mac2 --scope link");
    assertThat(rig.send("POST", KEYS, "{\"name\":\"x\"}", RouterRig.KEY).status()).isEqualTo(403);
    assertThat(rig.send("POST", KEYS, "{\"name\":\"x\"}", "").status()).isEqualTo(401);
  }

  @Test
  void revokedKeyIsGoneAndThatIsJournalled() {
    String bot = header(page(add("{'name':'bot','scopes':['metrics']}")));
    rig.notes();
    Received gone = rig.send("DELETE", KEYS + "/bot", "", RouterRig.BOSS);
    assertThat(gone.text()).isEqualTo("{\"name\":\"bot\",\"revoked\":true}");
    assertThat(rig.send("GET", "/metrics", "", bot).status()).isEqualTo(401);
    assertThat(rig.notes())
        .singleElement()
        .satisfies(
            note ->
                assertThat(note)
                    .containsAllEntriesOf(
                        Map.of("what", "key revoked", "name", "bot", "key", "boss")));
    Received again = rig.send("DELETE", KEYS + "/bot", "", RouterRig.BOSS);
    assertThat(again.status()).isEqualTo(404);
    assertThat(again.text()).contains("there is no key", "bot", "GET /admin/keys");
  }

  @Test
  void ownKeyMayBeRevokedButThatIsSaid() {
    String ops = header(page(add("{'name':'ops','scopes':['admin']}")));
    assertThat(rig.send("DELETE", KEYS + "/ops", "", ops).text())
        .contains("this was the key you asked with");
    assertThat(rig.send("GET", KEYS, "", RouterRig.BOSS).text()).doesNotContain("\"ops\"");
    assertThat(rig.send("GET", KEYS, "", ops).status()).isEqualTo(401);
  }

  @Test
  void keyOfTheEnvironmentCannotBeRevokedHere() {
    Received refused = rig.send("DELETE", KEYS + "/guest", "", RouterRig.BOSS);
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.text()).contains("take it out of HOMEPORT_KEYS");
    page(add("{'name':'guest'}"));
    assertThat(rig.send("DELETE", KEYS + "/guest", "", RouterRig.BOSS).text())
        .contains("in HOMEPORT_KEYS is still good");
  }

  @Test
  void tokensOfAnAnswerCountAgainstTheKeyThatAskedForIt() throws Exception {
    String answer =
        "{\"model\":\"foreign/model-7b\",\"created_at\":\"2026-11-24T12:00:00Z\","
            + "\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"done\":true,"
            + "\"done_reason\":\"stop\",\"prompt_eval_count\":40,\"eval_count\":60}\n";
    String body =
        "{\"model\":\"my-model:latest\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
    try (var ollama = RudeServer.playing(Fault.json(answer));
        var here = new RouterRig(Backend.ollama("home", ollama.uri()))) {
      String made =
          here.send("POST", KEYS, "{\"name\":\"bot\",\"tokens_per_minute\":60}", RouterRig.BOSS)
              .text();
      String bot = header(JsonObject.orEmpty(made));
      Received first = here.send("POST", "/api/chat", body, bot);
      assertThat(first.status()).as(first.text()).isEqualTo(200);
      // What an answer used is taken when it has gone out, so one more may be faster.
      Received second = here.send("POST", "/api/chat", body, bot);
      for (int i = 0; i < 10 && second.status() == 200; i++) {
        second = here.send("POST", "/api/chat", body, bot);
      }
      assertThat(second.status()).isEqualTo(429);
      assertThat(second.text())
          .contains("the key bot is at its limit: tokens-per-minute 60; it has room again in ");
      assertThat(second.header("Retry-After")).isEmpty();
      assertThat(second.header("x-should-retry")).hasValue("false");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | /admin/keys     | HEAD, GET, POST",
        "DELETE | /admin/keys     | HEAD, GET, POST",
        "GET    | /admin/keys/bot | DELETE",
        "POST   | /admin/keys/bot | DELETE",
        "POST   | /admin/usage    | HEAD, GET",
        "GET    | /admin/unblock  | POST",
        "GET    | /admin/unblock/a/b | POST",
      })
  void otherMethodsAreToldWhichThereAre(String method, String path, String allowed) {
    Received refused = rig.send(method, path, "", RouterRig.BOSS);
    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Allow")).hasValue(allowed);
  }
}
