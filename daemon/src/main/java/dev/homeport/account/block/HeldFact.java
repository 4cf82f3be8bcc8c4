package dev.homeport.account.block;

import dev.homeport.account.Block;
import dev.homeport.store.Fact;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A block as a fact. Who broke one by hand finds it ignored.
final class HeldFact {
  /// The kind of all blocks.
  static final String KIND = "block";

  /// None is longer, whoever wrote it.
  private static final Duration LONGEST = Duration.ofDays(36);

  /// Clocks of two machines differ by less; a block that begins later is none.
  private static final Duration AHEAD = Duration.ofDays(1);

  private HeldFact() {}

  static Fact of(Held held) {
    Block block = held.block();
    var fields = new HashMap<String, String>();
    fields.put("provider", block.provider());
    fields.put("account", block.account());
    String model = block.model();
    if (model != null) {
      fields.put("model", model);
    }
    fields.put("cause", block.cause());
    fields.put("detail", block.detail());
    fields.put("since", block.since().toString());
    fields.put("until", block.until().toString());
    fields.put("look", held.look().toString());
    fields.put("keyed", held.mark());
    fields.put("asked", held.asked());
    return new Fact(KIND, held.name().fact(), fields);
  }

  static Optional<Held> read(Fact fact, Instant now) {
    Map<String, String> fields = fact.fields();
    try {
      Instant since = Instant.parse(fields.getOrDefault("since", ""));
      Instant until = Instant.parse(fields.getOrDefault("until", ""));
      Instant look = Instant.parse(fields.getOrDefault("look", until.toString()));
      Instant latest = since.plus(LONGEST);
      var block =
          new Block(
              fields.getOrDefault("provider", ""),
              fields.getOrDefault("account", ""),
              fields.get("model"),
              fields.getOrDefault("cause", "unknown"),
              fields.getOrDefault("detail", ""),
              since,
              until.isAfter(latest) ? latest : until);
      var held =
          new Held(
              block,
              fields.getOrDefault("keyed", ""),
              fields.getOrDefault("asked", ""),
              look.isAfter(block.until()) ? block.until() : look);
      boolean sound =
          held.name().isSound()
              && held.name().fact().equals(fact.name())
              && !since.isAfter(now.plus(AHEAD));
      return sound ? Optional.of(held) : Optional.empty();
    } catch (DateTimeException | ArithmeticException _) {
      return Optional.empty();
    }
  }
}
