package dev.homeport.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.wire.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The screen of `homeport status`.
class StatusScreenTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private static List<String> screen(String page) {
    if (JsonObject.parse(page) instanceof JsonObject.Parsed.Good(JsonObject good)) {
      return StatusScreen.of("http://r", good, false, NOW);
    }
    throw new AssertionError("no object: " + page);
  }

  private static final String ILL =
      """
      {"status":"degraded","reason":"ollama: connection refused","version":"1.2.3",
       "uptime_seconds":7260,"role":"router",
       "chain":["ollama","ollama-cloud","openrouter","gemini","gigachat"],"fallback":true,
       "pinned":{"provider":"openrouter","until":"2026-11-25T12:58:00Z"},
       "providers":[
       {"name":"ollama","url":"https://mac.ts.net","state":"away","cause":"refused",
        "detail":"connection refused","since":"2026-11-25T11:56:00Z",
        "next_try":"2026-11-25T12:00:05Z","strikes":7,"resting":[],"models":3,
        "models_seen":"2026-11-25T09:30:00Z"},
       {"name":"ollama-cloud","url":"https://ollama.com","state":"well","cause":null,
        "since":"2026-11-23T10:00:00Z","next_try":null,"strikes":0,"models":12,
        "models_seen":"2026-11-25T11:59:00Z","resting":[
        {"model":"gpt-oss:120b","cause":"quota","since":"2026-11-25T11:00:00Z",
         "next_try":"2026-11-25T17:00:00Z","strikes":1},
        {"model":"qwen3-coder:480b-cloud-with-a-very-long-name","cause":"first-token-timeout",
         "since":"2026-11-25T11:59:48Z","next_try":"2026-11-25T12:04:48Z","strikes":1},
        {"model":"m3","cause":"server","since":"2026-11-25T11:59:48Z",
         "next_try":"2026-11-25T12:04:48Z","strikes":1}]},
       {"name":"openrouter","url":"https://openrouter.ai/api/v1","state":"resting",
        "cause":"first-token-timeout","detail":"no token came within 30 s, %s",
        "since":"2026-11-25T11:00:00Z","next_try":"2026-11-25T11:59:59Z","strikes":2,
        "resting":[],"models":300,"models_seen":"2026-11-25T11:00:00Z"},
       {"name":"gemini","url":"https://g","state":"unknown","cause":null,"since":null,
        "next_try":null,"strikes":0,"resting":[],"models":0,"models_seen":null},
       {"name":"gigachat","url":"https://s","state":"unproven","cause":"key",
        "detail":"it takes\\u001b[31m no key","since":"2026-11-24T12:00:00Z","next_try":null,
        "strikes":1,"resting":[],"models":0,"models_seen":null}],
       "preferred":[
       {"model":"qwen2.5:7b","provider":"ollama-cloud","until":"2026-11-25T12:25:00Z"}],
       "requests":{"answered":5,"refused":1,"left":0,"cut":0,"failed":2},
       "config":{"problems":["a:1: x","a:2: y","a:3: z"],"needs_restart":["router.listen"]}}"""
          .formatted("which is said at length ".repeat(5));

  @Test
  void routerIsOneScreenHoweverIllItIs() {
    List<String> screen = screen(ILL);
    assertThat(screen)
        .containsExactly(
            "homeport   degraded at http://r, version 1.2.3, up 2h 1m",
            "chain      ollama → ollama-cloud → openrouter → gemini → gigachat",
            "pinned     openrouter alone, for another 58 min",
            "PROVIDER      STATE     SINCE  CAUSE                NEXT TRY  MODELS",
            "ollama        away      4 min  refused              in 5 s    3 (2 h ago)",
            "  https://mac.ts.net: connection refused",
            "ollama-cloud  well      2 d                                   12",
            "openrouter    resting   1 h    first-token-timeout  now       300 (1 h ago)",
            "  https://openrouter.ai/api/v1: no token came within 30 s, which is said at len…",
            "gemini        unknown",
            "gigachat      unproven  24 h   key",
            "  https://s: it takes?[31m no key",
            "resting    ollama-cloud gpt-oss:120b for 1 h: quota, next try in 5 h",
            "           2 more; all of them: --json",
            "preferred  ollama-cloud for qwen2.5:7b, for another 25 min",
            "requests   5 answered, 1 refused, 0 abandoned, 0 cut, 2 failed",
            "config     a:1: x",
            "config     a:2: y",
            "           1 more; all of them: homeport config check",
            "config     changed, takes effect at the next start: router.listen");
    assertThat(screen).hasSizeLessThan(24).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @Test
  void whoMayNotKnowAllSeesNoAddress() {
    assertThat(
            screen(
                "{\"status\":\"healthy\",\"chain\":[\"a\"],\"providers\":[{\"name\":\"a\","
                    + "\"state\":\"resting\",\"cause\":\"rate\",\"models\":1}]}"))
        .contains("a         resting         rate             1")
        .noneMatch(line -> line.contains("http://a"));
  }

  @Test
  void oneProviderAloneIsSaidToBe() {
    assertThat(
            screen(
                "{\"status\":\"healthy\",\"chain\":[\"ollama\"],\"fallback\":false,"
                    + "\"providers\":[]}"))
        .contains("chain      ollama, and nobody in its place");
  }

  @Test
  void bareHealthAsksForAKey() {
    assertThat(screen("{\"status\":\"healthy\"}"))
        .containsExactly(
            "homeport   healthy at http://r",
            "           no details without a key: set HOMEPORT_KEY or pass --key");
  }

  @Test
  void keyThatIsNotKnownIsNotSaidToBeMissing() {
    assertThat(StatusScreen.of("http://r", JsonObject.EMPTY, true, NOW))
        .contains("           no details: the key is not known there, or may not see them");
  }
}
