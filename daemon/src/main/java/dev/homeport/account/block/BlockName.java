package dev.homeport.account.block;

import dev.homeport.account.Block;
import org.jspecify.annotations.Nullable;

/// Whom a block is about: an account, or one model on it.
record BlockName(String provider, String account, @Nullable String model) {
  private static final int LONGEST = 400;

  static BlockName of(Block block) {
    return new BlockName(block.provider(), block.account(), block.model());
  }

  /// What its fact is called. A slash in the name of an account is told apart from the others.
  String fact() {
    String whole = provider + '/' + account.replace("%", "%25").replace("/", "%2F");
    return model == null ? whole : whole + '/' + model;
  }

  /// Whether somebody may be called that.
  boolean isSound() {
    return !provider.isEmpty()
        && !account.isEmpty()
        && (model == null || !model.isEmpty())
        && fact().length() <= LONGEST;
  }
}
