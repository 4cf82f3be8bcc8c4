package dev.homeport.config.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import dev.homeport.config.provider.Preset;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.provider.ProviderSettings.Kind;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the router's settings become.
class RouterRoleTest {
  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void tidy() {
    desk = new Desk(folder);
  }

  @Test
  void environmentAloneMakesARouter() {
    desk.env("OLLAMA_BASE_URL", "https://my-mac.tail1234.ts.net/v1")
        .env("OPENROUTER_API_KEY", "or-key");
    RouterSettings settings = desk.router().settings();
    assertThat(settings.chain()).containsExactly("ollama", "openrouter");
    assertThat(settings.providers())
        .extracting(ProviderSettings::url)
        .containsExactly(
            URI.create("https://my-mac.tail1234.ts.net"),
            URI.create("https://openrouter.ai/api/v1"));
    assertThat(settings.providers().getLast().kind()).isEqualTo(Kind.OPENAI);
    assertThat(settings.providers().getLast().preset()).isEqualTo(Preset.OPENROUTER);
  }
}
