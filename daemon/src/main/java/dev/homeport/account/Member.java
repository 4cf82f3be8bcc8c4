package dev.homeport.account;

import dev.homeport.wire.ModelGlob;
import dev.homeport.wire.ModelName;

/// An account in a pool.
///
/// @param mark of what it shows
record Member(Account account, String mark, Hands hands) {
  String name() {
    return account.name();
  }

  /// Whether it is for a model.
  boolean isFor(String model) {
    if (account.models().isEmpty()) {
      return true;
    }
    String name = ModelName.normalised(model);
    return account.models().stream().anyMatch(glob -> ModelGlob.matches(glob, name));
  }
}
