package dev.homeport.cli;

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
      return StatusScreen.of("http://r", good, NOW);
    }
    throw new AssertionError("no object: " + page);
  }

  @Test
  void routerTellsOfEveryProvider() {
    assertThat(
            screen(
                """
                {"status":"degraded","reason":"ollama: connection refused","version":"1.2.3",
                 "uptime_seconds":7260,"role":"router","chain":["ollama","ollama-cloud","gemini"],
                 "fallback":true,"providers":[
                 {"name":"ollama","url":"https://mac.ts.net","state":"fails",
                  "cause":"connection refused","since":"2026-11-25T11:59:48Z","models":3,
                  "models_seen":"2026-11-25T09:30:00Z"},
                 {"name":"ollama-cloud","url":"https://ollama.com","state":"answers","cause":null,
                  "since":"2026-11-24T10:00:00Z","models":1,"models_seen":"2026-11-25T12:00:01Z"},
                 {"name":"gemini","url":"https://g","state":"unknown","cause":null,
                  "since":"1970-01-01T00:00:00Z","models":0,"models_seen":null}],
                 "requests":{"answered":5,"refused":1,"left":0,"cut":0,"failed":2},
                 "config":{"problems":[],"needs_restart":["router.listen"]}}"""))
        .containsExactly(
            "homeport     degraded at http://r, version 1.2.3, up 2h 1m",
            "             ollama: connection refused",
            "chain        ollama → ollama-cloud → gemini",
            "ollama       fails for 12s at https://mac.ts.net, 3 models seen 2h 30m ago",
            "             connection refused",
            "ollama-cloud answers for 1d 2h at https://ollama.com, 1 model seen 0s ago",
            "gemini       not asked yet at https://g",
            "requests     5 answered, 1 refused, 0 abandoned, 0 cut, 2 failed",
            "config       changed, takes effect at the next start: router.listen");
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
}
