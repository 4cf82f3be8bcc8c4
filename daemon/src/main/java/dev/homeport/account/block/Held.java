package dev.homeport.account.block;

import dev.homeport.account.Block;
import dev.homeport.account.ruling.Sentence.Bench;
import java.time.Instant;

/// A block, with what it takes to lift it.
///
/// @param mark of what the account showed then
/// @param asked the provider's name of the model that was asked for, empty where there was none
/// @param look when it is worth a look
public record Held(Block block, String mark, String asked, Instant look) {
  BlockName name() {
    return BlockName.of(block);
  }

  /// Whether it passes by itself. Of the others a question has to show that.
  public boolean passes() {
    return block.cause().equals(Bench.RATE);
  }

  /// Whether it is about a key that is not the account's any more.
  ///
  /// @param current the mark of what the account shows today
  public boolean isOfAnotherKey(String current) {
    return block.cause().equals(Bench.KEY) && !mark.equals(current);
  }

  /// The same, known for as long as an earlier one for the same cause.
  Held since(Instant since) {
    return new Held(
        new Block(
            block.provider(),
            block.account(),
            block.model(),
            block.cause(),
            block.detail(),
            since,
            block.until()),
        mark,
        asked,
        look);
  }
}
