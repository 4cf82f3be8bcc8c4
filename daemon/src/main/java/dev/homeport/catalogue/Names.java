package dev.homeport.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the settings say about the names of models: rows for a model or a pattern, and the row `*`.
public interface Names {
  /// What a provider calls a model by a row that names the model, so not by `*`.
  @Nullable String ownNameFor(String clientModel, String provider);

  /// The model of a provider by the row `*`.
  @Nullable String standard(String provider);

  /// The models that have rows of their own, as they are written and in that order.
  List<String> aliases();

  /// No rows.
  static Names none() {
    return new Names() {
      @Override
      public @Nullable String ownNameFor(String clientModel, String provider) {
        return null;
      }

      @Override
      public @Nullable String standard(String provider) {
        return null;
      }

      @Override
      public List<String> aliases() {
        return List.of();
      }
    };
  }
}
