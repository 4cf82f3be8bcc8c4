package dev.homeport.access.body;

import static dev.homeport.access.body.Judging.ADMIN;
import static dev.homeport.access.body.Judging.GUEST;
import static dev.homeport.access.body.Judging.RULES;
import static dev.homeport.access.body.Judging.judge;
import static dev.homeport.access.body.Judging.verdict;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.homeport.access.Key;
import dev.homeport.access.Scope;
import dev.homeport.access.body.Judged.Allowed;
import dev.homeport.access.body.Judged.Refused;
import dev.homeport.access.route.Route;
import dev.homeport.access.route.RouteTable;
import dev.homeport.fake.Recorded;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
  /// Bodies of `/api/generate`, and what Go's decoder and Ollama make of them.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // names fold, with the two letters beyond ASCII that fold to it (oddjson/key-case)
        "{\"MODEL\":\"m\",\"Stream\":false,\"proMPT\":\"x\"}  | m:latest once ASK",
        "{\"model\":\"m\",\"KEEP_ALIVE\":0}                   | unload",
        "{\"model\":\"m\",\"\u212Aeep_alive\":0}              | unload",
        "{\"model\":\"m\",\"option\u017F\":{\"num_gpu\":1}}   | load option",
        "{\"mod\\u0065l\":\"x:cloud\"}                        | cloud model",
        "{\"model\":\"m\",\"\\u212aeep_alive\":-1}            | pin",
        // the last of two counts (oddjson/duplicate-keys)
        "{\"model\":\"x:cloud\",\"model\":\"m\"}              | m:latest stream LOAD",
        "{\"model\":\"m\",\"Model\":\"x:cloud\"}              | cloud model",
        "{\"model\":\"m\",\"keep_alive\":0,\"keep_alive\":60} | m:latest stream LOAD",
        "{\"model\":\"m\",\"prompt\":\"x\",\"prompt\":\"\"}   | m:latest stream LOAD",
        // null empties a pointer or a map and leaves a text or a flag as it was
        "{\"model\":\"x:cloud\",\"model\":null}               | cloud model",
        "{\"model\":\"m\",\"keep_alive\":0,\"keep_alive\":null} | m:latest stream LOAD",
        "{\"model\":\"m\",\"stream\":false,\"stream\":null}   | m:latest stream LOAD",
        "{\"model\":\"m\",\"prompt\":\"x\",\"prompt\":null}   | m:latest stream ASK",
        "{\"_debug_render_only\":true,\"_debug_render_only\":null} | debug",
        "{\"options\":{\"num_gpu\":1},\"options\":null}       | null stream LOAD",
        // a second map adds to the first; null in it is passed over; its names do not fold in
        // Ollama,
        // and are refused all the same
        "{\"options\":{\"num_gpu\":1},\"options\":{}}         | load option",
        "{\"options\":{\"num_gpu\":1,\"num_gpu\":null}}       | null stream LOAD",
        "{\"options\":{\"num_gpu\":1,\"NUM_GPU\":null}}       | load option",
        "{\"options\":{\"NUM_GPU\":1}}                        | load option",
        "{\"options\":{\"num_gpu\":null}}                     | null stream LOAD",
        "{\"options\":{\"x\":{\"num_gpu\":1}}}                | null stream LOAD",
        "{\"x\":{\"options\":{\"num_gpu\":1}}}                | null stream LOAD",
        "{\"options\":{\"num_gpu\":1},\"x\":{\"num_gpu\":null}} | load option",
        "{\"options\":{\"num_gpu\":1},\"x\":[null]}            | load option",
        "{\"options\":{\"use_mmap\":false}}                   | load option",
        "{\"options\":{\"num_thread\":\"8\"}}                 | load option",
        "{\"options\":{\"main_gpu\":[0]}}                     | load option",
        "{\"options\":{\"temperature\":0,\"stop\":[\"num_gpu\"]}} | null stream LOAD",
        "{\"options\":{\"num_ctx\":131072}}                   | null stream LOAD",
        "{\"options\":{\"num_ctx\":131073}}                   | num_ctx",
        "{\"options\":{\"num_ctx\":1e400}}                    | num_ctx",
        "{\"options\":{\"num_ctx\":\"many\"}}                 | null stream LOAD",
        "{\"options\":{\"num_ctx\":-1}}                       | null stream LOAD",
        "{\"shift\":false}                                    | load option",
        "{\"shift\":true}                                     | null stream LOAD",
        "{\"shift\":false,\"shift\":null}                     | null stream LOAD",
        // what is wrong for Ollama too, and is told in its words
        "{\"model\":5}                                        | null stream LOAD",
        "{\"model\":\"m\",\"keep_alive\":\"300\"}             | m:latest stream LOAD",
        "{\"model\":\"m\",\"keep_alive\":true}                | m:latest stream LOAD",
        "{\"options\":{\"seed\":1e400}}                       | null stream LOAD",
        "null                                                 | null stream LOAD",
        "1                                                    | null stream LOAD",
        "\"x\"                                                | null stream LOAD",
        "[{\"model\":\"x:cloud\"}]                            | null stream LOAD",
        "``                                                   | null stream LOAD",
        // text after the value is not looked at (oddjson/trailing-garbage, two-values)
        "{\"model\":\"m\"} {\"model\":\"x:cloud\"}            | m:latest stream LOAD",
        "{\"model\":\"m\"} rubbish                            | m:latest stream LOAD",
        // what Go refuses, we refuse
        "{\"model\":\"m\",}                                   | invalid JSON",
        "{'model':'m'}                                        | invalid JSON",
        "\uFEFF{\"model\":\"m\"}                              | invalid JSON",
        "{\"model\":\"m\"                                     | invalid JSON",
        "{\"model\":\"m\",\"options\":{\"x\":NaN}}            | invalid JSON",
        "{\"model\":\"m\" /* */}                              | invalid JSON",
        // what is asked for
        "{\"model\":\"m\",\"prompt\":\"x\",\"stream\":false}  | m:latest once ASK",
        "{\"prompt\":\"x\",\"keep_alive\":0}                  | unload",
        "{\"_debug_render_only\":false}                       | null stream LOAD",
      })
  void bodyIsReadAsOllamaReadsIt(String body, String verdict) {
    byte[] bytes = body.getBytes(UTF_8);
    for (int step = 1; step <= Math.max(1, bytes.length); step++) {
      assertThat(verdict(judge("/api/generate", GUEST, RULES, null, bytes, step)))
          .isEqualTo(verdict);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        "0e5",
        "-0.0",
        "0E-3",
        "1e-20",
        "0.5",
        "0.999",
        "\"0\"",
        "\"-0\"",
        "\"+0\"",
        "\"0s\"",
        "\"0h0m0s\"",
        "\"-0s\"",
        "\"0.0s\"",
        "\"1ns\"",
        "\"999ms\"",
        "\".5s\"",
        "\"0.01m\"",
        "\"1\\u00b5s\"",
        "\"0d\"",
        "\"00\"",
        "\"\\u0030s\"",
        "\"0.s\"",
      })
  void everySpellingOfZeroUnloads(String keepAlive) {
    String body = "{\"model\":\"m\",\"keep_alive\":" + keepAlive + "}";
    assertThat(judge("/api/chat", GUEST, body))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(403);
              assertThat(refused.cause()).isEqualTo("unload");
              assertThat(refused.text()).contains("keep_alive", "unloads", "scope admin");
            });
    assertThat(verdict(judge("/api/chat", ADMIN, body))).isEqualTo("m:latest stream UNLOAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-0.5",
        "-1e-5",
        "-1e400",
        "1e400",
        "9.3e9",
        "1e300",
        "\"-1\"",
        "\"-1s\"",
        "\"-1m\"",
        "\"-1h30m\"",
        "\"-0.5h\"",
        "\"-1d\"",
      })
  void everySpellingOfNeverPins(String keepAlive) {
    assertThat(verdict(judge("/api/embed", GUEST, "{\"keep_alive\":" + keepAlive + "}")))
        .isEqualTo("pin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "300",
        "1.0",
        "1e3",
        "86400",
        "\"5m\"",
        "\"1h30m\"",
        "\"1.5h\"",
        "\"+5m\"",
        "\"1s\"",
        "\"1000ms\"",
        "\"0h1s\"",
        "null",
        "\"\"",
        "\"forever\"",
        "\"5 m\"",
        "\"5x\""
      })
  void aWhilePasses(String keepAlive) {
    assertThat(judge("/api/chat", GUEST, "{\"keep_alive\":" + keepAlive + "}"))
        .isInstanceOf(Allowed.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/api/chat            | {\"model\":\"m\",\"messages\":[]}                 | m:latest stream LOAD",
        "/api/chat            | {\"model\":\"m\",\"messages\":[{\"a\":1}]}        | m:latest stream ASK",
        "/api/chat            | {\"model\":\"m\",\"messages\":[1],\"messages\":[]} | m:latest stream LOAD",
        "/api/chat            | {\"model\":\"m\",\"messages\":[1],\"messages\":null} | m:latest stream LOAD",
        "/api/chat            | {\"model\":\"m\",\"messages\":[null]}             | m:latest stream ASK",
        "/api/chat            | {\"name\":\"x:cloud\",\"model\":\"m\"}            | m:latest stream LOAD",
        "/api/embed           | {\"model\":\"m\",\"input\":[]}                    | m:latest once ASK",
        "/api/embed           | {\"model\":\"m\",\"options\":{\"num_gpu\":0}}     | load option",
        "/api/embeddings      | {\"model\":\"m\",\"keep_alive\":0}                | unload",
        "/api/show            | {\"name\":\"m\"}                                  | m:latest once ASK",
        "/api/show            | {\"name\":\"\",\"model\":\"M:7B\"}                | m:7b once ASK",
        "/api/show            | {\"name\":\"x:cloud\"}                            | cloud model",
        "/api/show            | {\"model\":\"m\",\"name\":\"x:cloud\"}            | cloud model",
        "/api/show            | {\"model\":\"m\",\"options\":{\"num_gpu\":1}}     | m:latest once ASK",
        "/api/pull            | {\"model\":\"m\"}                                 | m:latest stream ASK",
        "/api/pull            | {\"name\":\"m\",\"stream\":false}                 | m:latest once ASK",
        "/v1/chat/completions | {\"model\":\"m\",\"keep_alive\":0,\"options\":{\"num_gpu\":1}} | m:latest once ASK",
        "/v1/chat/completions | {\"model\":\"m\",\"stream\":true}                 | m:latest stream ASK",
        "/v1/chat/completions | {\"model\":\"m\",\"stream\":true,\"stream\":null} | m:latest stream ASK",
        "/v1/chat/completions | {\"_DEBUG_render_only\":true}                     | debug",
        "/v1/completions      | {\"_debug_render_only\":true}                     | debug",
        "/v1/messages         | {\"_debug_render_only\":true}                     | null once ASK",
        "/v1/messages         | {\"model\":\"x:cloud\"}                           | cloud model",
        "/v1/responses        | {\"model\":\"x:120b-cloud\"}                      | cloud model",
        "/v1/embeddings       | {\"model\":\" X:CLOUD \"}                         | cloud model",
        // under /v1 Ollama looks for the exact name first, and then decodes: both count
        "/v1/chat/completions | {\"model\":\"x:cloud\",\"MODEL\":\"m\"}           | cloud model",
        "/v1/chat/completions | {\"MODEL\":\"x:cloud\",\"model\":\"m\"}           | m:latest once ASK",
        "/v1/chat/completions | {\"model\":\"m\",\"MODEL\":\"x:cloud\"}           | cloud model",
        "/v1/chat/completions | {\"model\":\"x:cloud\",\"model\":null,\"MODEL\":\"m\"} | m:latest once ASK",
        "/api/copy            | {\"source\":\"x:cloud\"                           | null once ASK",
      })
  void eachRouteHonoursItsOwnFields(String path, String body, String verdict) {
    assertThat(verdict(judge(path, GUEST, body))).isEqualTo(verdict);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"keep_alive\":0}",
        "{\"keep_alive\":-1}",
        "{\"options\":{\"num_gpu\":1,\"num_ctx\":1000000}}",
        "{\"shift\":false}",
        "{\"model\":\"x:cloud\"}",
      })
  void adminMay(String body) {
    assertThat(judge("/api/chat", ADMIN, body)).isInstanceOf(Allowed.class);
  }

  @Test
  void nobodyMaySeeTheRenderedPrompt() {
    assertThat(verdict(judge("/api/chat", ADMIN, "{\"_debug_render_only\":true}")))
        .isEqualTo("debug");
  }

  @Test
  void ownerMayLoosenTheRules() {
    var loose = new BodyRules(4096, false, false, false, false);
    String body = "{\"model\":\"x:cloud\",\"keep_alive\":0,\"options\":{\"num_gpu\":1}}";
    assertThat(judge("/api/chat", GUEST, loose, null, body.getBytes(UTF_8), 5))
        .isInstanceOf(Allowed.class);
    String large = "{\"options\":{\"num_ctx\":4097}}";
    assertThat(verdict(judge("/api/chat", GUEST, loose, null, large.getBytes(UTF_8), 5)))
        .isEqualTo("num_ctx");
  }

  /// Ollama runs such a tool itself, and its account pays for it.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/responses | {\"tools\":[{\"type\":\"web_search\"}]}                              | web search",
        "/v1/responses | {\"tools\":[{\"type\":\"function\"},{\"TYPE\":\"web_search_preview\"}]} | web search",
        "/v1/responses | {\"Tool\u017f\":[{\"type\":\"Web_Search\"}]}                        | web search",
        "/v1/responses | {\"tools\":[{\"type\":\"web_search\",\"type\":\"function\"}]}          | web search",
        "/v1/responses | {\"tools\":[{\"type\":\"web_search\"}],\"tools\":[{}]}               | web search",
        "/v1/responses | {\"tools\":[{\"type\":\"namespace\",\"tools\":[{\"type\":\"web_search\"}]}]} | web search",
        "/v1/messages  | {\"tools\":[{\"name\":\"s\",\"type\":\"web_search_20250305\"}]}          | web search",
        "/v1/messages  | {\"tools\":[{\"type\":\"web_\\u0073earch\"}]}                        | web search",
        "/v1/messages  | {\"tools\":[{\"type\":\"web_fetch_20250910\"}]}                       | web search",
        "/v1/messages  | {\"tools\":[{\"type\":\"bash_20250124\"},{\"name\":\"web_search\"}]}   | null once ASK",
        "/v1/responses | {\"tools\":[{\"type\":\"function\",\"name\":\"web_search\"}]}          | null once ASK",
        "/v1/responses | {\"tools\":[{\"parameters\":{\"const\":{\"type\":\"web_x\"}}}]}         | null once ASK",
        "/v1/responses | {\"input\":[{\"type\":\"web_search_call\"}],\"type\":\"web_search\"}  | null once ASK",
        "/v1/chat/completions | {\"tools\":[{\"type\":\"web_search\"}]}                       | null once ASK",
        "/api/chat     | {\"tools\":[{\"type\":\"web_search\"}]}                              | null stream LOAD",
      })
  void toolsThatSearchTheWebNeedAdmin(String path, String body, String verdict) {
    assertThat(verdict(judge(path, GUEST, body))).isEqualTo(verdict);
    assertThat(judge(path, ADMIN, body)).isInstanceOf(Allowed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "qwen*, QWEN2.5, true",
    "qwen*, registry.ollama.ai/library/qwen:7b, true",
    "qwen*, llama3, false",
    "hp-chat:latest, hp-chat, true",
    "hp-chat:latest, hp-chat:7b, false",
  })
  void keysModelsAreComparedByTheNormalisedName(String glob, String model, boolean may) {
    Key key = Judging.key(List.of(glob), Scope.INFER, Scope.ADMIN);
    Judged judged = judge("/api/chat", key, "{\"model\":\"" + model + "\"}");
    assertThat(judged instanceof Allowed).isEqualTo(may);
    if (judged instanceof Refused(int status, String text, _)) {
      assertThat(status).isEqualTo(403);
      assertThat(text).contains("guest", model);
    }
  }

  @Test
  void refusalNamesTheFieldItsValueAndTheScope() {
    assertThat(judge("/api/chat", GUEST, "{\"options\":{\"num_gpu\":20}}"))
        .isEqualTo(
            new Refused(
                403,
                "options.num_gpu 20 makes Ollama load the model anew: that needs a key with scope"
                    + " admin",
                "load option"));
  }

  @Test
  void brokenJsonIsRefusedWithItsPlace() {
    assertThat(judge("/api/chat", GUEST, "{\"model\":\"m\",}"))
        .isEqualTo(
            new Refused(400, "the body is not JSON: a name is missing at byte 13", "invalid JSON"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "gzip", "ZSTD", "zstd, gzip", "br"})
  void encodedBodyIsRefused(String encoding) {
    var reader = new BodyReader(Judging.route("/v1/responses"), ADMIN, RULES, encoding, null);
    assertThat(reader.finish())
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.status()).isEqualTo(415));
  }

  @Test
  void identityIsNoEncoding() {
    var reader = new BodyReader(Judging.route("/v1/responses"), GUEST, RULES, " Identity ", null);
    assertThat(reader.finish()).isInstanceOf(Allowed.class);
  }

  /// Only what Go refuses as JSON is refused as JSON, in all that was ever sent to a real Ollama.
  @Test
  void recordedBodiesAreTakenAsOllamaTookThem() {
    var refused = new TreeMap<String, String>();
    for (Recorded recorded : Recorded.all()) {
      Route route =
          RouteTable.DAEMON.routes().stream()
              .filter(known -> known.path().equals(recorded.path()))
              .findFirst()
              .orElse(null);
      if (route == null || !route.readsBody() || recorded.name().startsWith("oddhttp/")) {
        continue;
      }
      byte[] body = recorded.requestBody();
      String type = "multipart/form-data; boundary=----x";
      Judged judged = judge(route.path(), ADMIN, RULES, type, body, Math.max(1, body.length));
      assertThat(verdict(judge(route.path(), ADMIN, RULES, type, body, 1)))
          .isEqualTo(verdict(judged));
      if (judged instanceof Refused(_, _, String cause)) {
        refused.put(recorded.name(), cause + " " + recorded.status());
      }
    }
    assertThat(refused.remove("chat/debug-render-only")).isEqualTo("debug 200");
    assertThat(refused.remove("generate/debug-render-only")).isEqualTo("debug 200");
    assertThat(refused.remove("audio/json-body")).isEqualTo("invalid form 400");
    // Ollama reads zstd under /v1; sent here with its header, it is a 415.
    assertThat(refused.keySet().removeIf(name -> name.startsWith("responses/zstd-"))).isTrue();
    assertThat(refused.values()).containsOnly("invalid JSON 400");
    assertThat(refused.keySet())
        .allMatch(
            name ->
                name.startsWith("oddjson/")
                    || name.endsWith("/invalid-json")
                    || name.endsWith("-invalid-json"));
    assertThat(refused).hasSize(19);
  }

  @Test
  void longAndDeepThingsCostNothingAndPass() {
    String name = "n".repeat(1 << 20);
    assertThat(
            verdict(
                judge("/api/chat", GUEST, "{\"" + name + "\":\"" + name + "\",\"model\":\"m\"}")))
        .isEqualTo("m:latest stream LOAD");
    assertThat(
            verdict(
                judge("/api/chat", GUEST, "{\"x\":" + "[".repeat(9000) + "]".repeat(9000) + "}")))
        .isEqualTo("null stream LOAD");
    assertThat(verdict(judge("/api/chat", GUEST, "{\"x\":" + "[".repeat(100_000))))
        .isEqualTo("invalid JSON");
    assertThat(verdict(judge("/api/chat", GUEST, "{\"model\":\"" + name + ":cloud\"}")))
        .isEqualTo("long name");
    assertThat(verdict(judge("/api/chat", GUEST, "{\"keep_alive\":\"" + "0".repeat(5000) + "s\"}")))
        .isEqualTo("unload");
    assertThat(verdict(judge("/api/chat", GUEST, "{\"keep_alive\":0." + "0".repeat(5000) + "}")))
        .isEqualTo("pin");
  }

  @Test
  void pictureIsNotHeld() {
    byte[] picture = new byte[1 << 20];
    Arrays.fill(picture, (byte) 'A');
    var meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = meter.getCurrentThreadAllocatedBytes();
    var reader = new BodyReader(Judging.route("/api/chat"), GUEST, RULES, null, null);
    byte[] beginning = "{\"model\":\"m\",\"messages\":[{\"images\":[\"".getBytes(UTF_8);
    reader.feed(beginning, 0, beginning.length);
    for (int i = 0; i < 30; i++) {
      reader.feed(picture, 0, picture.length);
    }
    byte[] end = "\"]}]}".getBytes(UTF_8);
    reader.feed(end, 0, end.length);
    assertThat(verdict(reader.finish())).isEqualTo("m:latest stream ASK");
    assertThat(meter.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
  }

  @Test
  void invalidUtf8IsNoReasonToRefuse() {
    byte[] body = "{\"x\":\"\u00ff\u00c3\",\"model\":\"m\"}".getBytes(ISO_8859_1);
    assertThat(verdict(judge("/api/chat", GUEST, RULES, null, body, 1)))
        .isEqualTo("m:latest stream LOAD");
  }
}
