package dev.homeport.doctor.provider;

import dev.homeport.config.provider.Preset;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.provider.ProviderSettings.Kind;
import dev.homeport.config.value.Secret;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.config.Placeholder;

/// Whether a provider has a key, and a real one.
public record KeyCheck(ProviderSettings settings) implements Check {
  @Override
  public String id() {
    return "provider." + settings.name() + ".key";
  }

  @Override
  public Outcome look() {
    Secret key = settings.kind() == Kind.GIGACHAT ? settings.credentials() : settings.key();
    String fix =
        settings.isHome()
            ? "on the Mac: homeport keys add router; here: " + Shops.place(settings)
            : "make one at " + Shops.page(settings) + " and put it into " + Shops.place(settings);
    if (key == null) {
      return wantsOne()
          ? Outcome.fail("it has no key", fix)
          : Outcome.ok("it has no key, and may want none");
    }
    return Placeholder.is(key.reveal())
        ? Outcome.fail("its key is a placeholder", fix)
        : Outcome.ok("it has a key");
  }

  private boolean wantsOne() {
    Preset preset = settings.preset();
    return switch (settings.kind()) {
      case OLLAMA -> !settings.isHome();
      case GEMINI, GIGACHAT, ANTHROPIC -> true;
      case OPENAI -> preset != null && !preset.isLocal();
    };
  }
}
