package dev.homeport.fake;

import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.provider.AccountSettings;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.provider.Timeouts;
import dev.homeport.config.value.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Settings of a provider called cloud, which is patient.
public final class CloudSettings {
  /// Where Ollama's cloud is.
  public static final URI OLLAMA_CLOUD = URI.create("https://ollama.com");

  private static final Duration SOME = Duration.ofSeconds(20);

  private CloudSettings() {}

  /// Those of Ollama's cloud with these accounts.
  public static ProviderSettings with(List<AccountSettings> accounts) {
    return of(ProviderSettings.Kind.OLLAMA, OLLAMA_CLOUD, null, null, null, accounts);
  }

  /// An account with nothing but its key.
  public static AccountSettings account(String name, String key) {
    return new AccountSettings(name, new Secret(key), null, null, null, List.of());
  }

  /// Those of anybody.
  public static ProviderSettings of(
      ProviderSettings.Kind kind,
      URI url,
      @Nullable Secret key,
      @Nullable Integer concurrent,
      @Nullable Duration block,
      List<AccountSettings> accounts) {
    return new ProviderSettings(
        "cloud",
        kind,
        url,
        null,
        key,
        null,
        null,
        null,
        null,
        new Timeouts(SOME, SOME, SOME, SOME, SOME, SOME, SOME, SOME),
        TunnelKind.DIRECT,
        List.of(),
        null,
        concurrent,
        null,
        null,
        null,
        accounts,
        block);
  }
}
