package dev.homeport.ledger.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SellersTest {
  @TempDir private Path folder;

  @Test
  void everybodyWhoIsKnownHasAName() {
    var settings =
        new Desk(folder)
            .yaml(
                """
                router:
                  chain: [ mac, cloud, or, gem, giga, claude, fast, plain, own, stranger ]
                  providers:
                    mac: { kind: ollama, url: "http://127.0.0.1:11434" }
                    cloud: { kind: ollama, url: "https://ollama.com", key: k }
                    or: { kind: openai, preset: openrouter, key: k }
                    gem: { kind: gemini, key: k }
                    giga: { kind: gigachat, credentials: "a:b" }
                    claude: { kind: anthropic, key: k }
                    fast: { kind: openai, preset: groq, key: k }
                    plain: { kind: openai, url: "https://api.openai.com/v1", key: k }
                    own: { kind: openai, preset: vllm }
                    stranger: { kind: openai, url: "https://llm.example/v1", key: k }
                """)
            .router()
            .settings();
    assertThat(Sellers.of(settings.providers()))
        .containsEntry("mac", Sellers.HOME)
        .containsEntry("cloud", "ollama-cloud")
        .containsEntry("or", "openrouter")
        .containsEntry("gem", "gemini")
        .containsEntry("giga", "gigachat")
        .containsEntry("claude", "anthropic")
        .containsEntry("fast", "groq")
        .containsEntry("plain", "openai")
        .containsEntry("own", "vllm")
        .doesNotContainKey("stranger");
  }
}
