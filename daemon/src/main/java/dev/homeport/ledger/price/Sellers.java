package dev.homeport.ledger.price;

import dev.homeport.config.provider.Preset;
import dev.homeport.config.provider.ProviderSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is behind a provider, as the list of prices calls it.
public final class Sellers {
  /// A machine at home.
  public static final String HOME = "home";

  private Sellers() {}

  /// By the names of the providers; without those of whom nobody knows who they are.
  public static Map<String, String> of(List<ProviderSettings> providers) {
    var sellers = new HashMap<String, String>();
    for (ProviderSettings provider : providers) {
      String seller = seller(provider);
      if (seller != null) {
        sellers.put(provider.name(), seller);
      }
    }
    return Map.copyOf(sellers);
  }

  private static @Nullable String seller(ProviderSettings provider) {
    return switch (provider.kind()) {
      case OLLAMA -> provider.isHome() ? HOME : "ollama-cloud";
      case GEMINI -> "gemini";
      case GIGACHAT -> "gigachat";
      case ANTHROPIC -> "anthropic";
      case OPENAI -> provider.preset() != null ? provider.preset().word() : byHost(provider);
    };
  }

  /// Whoever is asked at the address of a known service is that service.
  private static @Nullable String byHost(ProviderSettings provider) {
    for (Preset preset : Preset.values()) {
      if (!preset.isLocal() && preset.url().getHost().equals(provider.url().getHost())) {
        return preset.word();
      }
    }
    return null;
  }
}
