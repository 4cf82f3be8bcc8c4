package dev.homeport.config.provider;

import dev.homeport.config.value.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One of the accounts in a provider's file of them.
///
/// @param key what is shown to the provider, GigaChat's credentials too
/// @param plan the provider's word for what it pays for
/// @param concurrent how many requests it takes at once; nothing where the provider's setting
///   counts
/// @param models globs of the models it is good for; empty for all
public record AccountSettings(
    String name,
    Secret key,
    @Nullable String description,
    @Nullable String plan,
    @Nullable Integer concurrent,
    List<String> models) {
  public AccountSettings {
    models = List.copyOf(models);
  }
}
