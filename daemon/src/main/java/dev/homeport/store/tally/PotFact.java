package dev.homeport.store.tally;

import dev.homeport.store.Fact;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What is gone from a pot, as a fact: so the state that is a folder keeps it.
public final class PotFact {
  /// The kind of these facts.
  public static final String KIND = "pot";

  private PotFact() {}

  /// The fact that says so.
  public static Fact of(String pot, Sum sum) {
    return new Fact(
        KIND, pot, Map.of("amount", Long.toString(sum.amount()), "over", sum.over().toString()));
  }

  /// What such a fact says; nothing where it cannot be read: it is right as `amount=<n>
  /// over=<time>`.
  public static Optional<Sum> sum(Fact fact) {
    try {
      Map<String, String> fields = fact.fields();
      var over = Instant.parse(fields.getOrDefault("over", ""));
      long amount = Long.parseLong(fields.getOrDefault("amount", ""));
      return Optional.of(new Sum(amount, over));
    } catch (DateTimeException | NumberFormatException _) {
      return Optional.empty();
    }
  }
}
