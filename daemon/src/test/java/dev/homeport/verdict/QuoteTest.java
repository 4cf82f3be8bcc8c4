package dev.homeport.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of a provider's words a client may see (wire.md G.50).
class QuoteTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "you (alice-smith) have reached your limit: https://ollama.com/upgrade (ref: a1b2)"
            + "| you have reached your limit: … …",
        "Incorrect API key provided: sk-or-v1-abc123. See openrouter.ai/keys"
            + "| Incorrect API key provided: …. See …",
        "Incorrect API key provided: sk-proj-****************abcd|Incorrect API key provided: …",
        "key AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY not valid|key … not valid",
        "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N expired|token … expired",
        "Rate limit reached in organization org-Ab12Cd34 on tokens|Rate limit reached in organization … on tokens",
        "ask bob@example.com|ask …",
        "dial tcp [::1]:11434: refused|dial tcp …: refused",
        "dial tcp 10.0.0.7:443: i/o timeout|dial tcp …: i/o timeout",
        "no name matching mac.tail1234.ts.net found|no name matching … found",
        "localhost:11434 said no|… said no",
        "trace 2f1c9b6e-7a0d-4c55-9a55-0d6c3c1a2b3c|trace …"
      })
  void whatNamesSomebodyIsLeftOut(String said, String shown) {
    assertThat(Quote.of(said)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model 'qwen2.5-coder:7b-instruct-q4_K_M' not found",
        "gpt-4.1-mini does not support temperature 0.7",
        "maximum context length is 8192 tokens, 9000 were asked for",
        "invalid option \"num_ctx\": want int, e.g. 4096"
      })
  void whatHelpsStays(String said) {
    assertThat(Quote.of(said)).isEqualTo(said);
  }

  @Test
  void whatIsNoTextIsLeftOut() {
    assertThat(Quote.of("a\u0000\u001f\ufffd\r\n b")).isEqualTo("a b");
  }

  @Test
  void longSpeechesAreCut() {
    assertThat(Quote.of("word ".repeat(200))).hasSize(301).endsWith("…");
  }

  @Test
  void providersNameOfAModelBecomesTheClients() {
    var excuse = new Excuse(404, "model 'acme/llama-3.1' not found, not acme/llama-3.1-mini", 0);
    assertThat(excuse.naming("acme/llama-3.1", "$1").text())
        .isEqualTo("model '$1' not found, not acme/llama-3.1-mini");
  }

  /// Google says `models/` before it, and some leave out whose model it is.
  @Test
  void providersNameOfAModelBecomesTheClientsInAnyOfItsForms() {
    var google = new Excuse(404, "models/gemini-2.5-flash is not found for API version v1", 0);
    assertThat(google.naming("gemini-2.5-flash", "mine").text())
        .isEqualTo("mine is not found for API version v1");
    var brief = new Excuse(404, "no endpoints for llama-3.1, acme/llama-3.1 or a/b/llama-3.1.", 0);
    assertThat(brief.naming("acme/llama-3.1", "mine").text())
        .isEqualTo("no endpoints for mine, mine or mine.");
    var word = new Excuse(503, "the auto mode of openrouter/auto failed", 0);
    assertThat(word.naming("openrouter/auto", "mine").text())
        .isEqualTo("the auto mode of mine failed");
  }
}
