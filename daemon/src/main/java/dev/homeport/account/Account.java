package dev.homeport.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An account at a provider, without what it shows to be let in.
///
/// @param name what pages and logs call it; one account of a provider bears it
/// @param description what its owner wrote about it
/// @param plan the provider's word for what it pays for, where it was written
/// @param concurrent how many requests it takes at once; nothing where there is no limit
/// @param models globs of the models it is good for; empty for all
public record Account(
    String name,
    @Nullable String description,
    @Nullable String plan,
    @Nullable Integer concurrent,
    List<String> models) {
  public Account {
    models = List.copyOf(models);
  }

  /// One without anything to be said of it.
  public static Account named(String name) {
    return new Account(name, null, null, null, List.of());
  }
}
