package dev.homeport.routing;

import dev.homeport.chat.Capability;
import dev.homeport.time.UtcText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Somebody who is not asked, and why.
public record Skipped(String provider, Reason reason) {
  /// Whether that is because its list has no such model.
  public boolean isWithoutModel() {
    return reason instanceof NoModel;
  }

  /// Why somebody is not asked.
  public sealed interface Reason {
    /// The reason in a few words.
    String text();
  }

  /// It has no model for that name.
  record NoModel() implements Reason {
    @Override
    public String text() {
      return "no such model";
    }
  }

  /// It may have it, but nobody has seen its list.
  record ListUnseen() implements Reason {
    @Override
    public String text() {
      return "its list of models was never seen";
    }
  }

  /// It would answer with another model, and vectors of two models cannot be compared.
  record OtherVectors(String model) implements Reason {
    @Override
    public String text() {
      return "the vectors of " + model + " are not those of the model asked for";
    }
  }

  /// Its API has no vectors.
  record NoVectors() implements Reason {
    @Override
    public String text() {
      return "its API has no embeddings";
    }
  }

  /// Its model cannot do that.
  record Lacks(String model, Set<Capability> missing) implements Reason {
    @Override
    public String text() {
      return model + " lacks " + words(missing);
    }
  }

  /// Its API cannot carry that.
  record CannotCarry(String what) implements Reason {
    @Override
    public String text() {
      return "its API cannot carry " + what;
    }
  }

  /// Not so much fits into its model.
  ///
  /// @param tokens the least that it can be, by a careful estimate
  record TooSmall(String model, long tokens, int context) implements Reason {
    @Override
    public String text() {
      return model
          + " has a context of "
          + context
          + " tokens, and at least "
          + tokens
          + " are needed";
    }
  }

  /// The client wants somebody else.
  record ForcedElsewhere(String to) implements Reason {
    @Override
    public String text() {
      return to + " was asked for";
    }
  }

  /// It failed, and is left alone.
  ///
  /// @param until when it is tried again at the latest
  public record Resting(String cause, Instant until) implements Reason {
    @Override
    public String text() {
      return "it rests until " + until.truncatedTo(ChronoUnit.SECONDS) + " (" + cause + ")";
    }
  }

  /// None of its accounts may be asked, which is a fact and no guess: it is not asked at all.
  ///
  /// @param freeAt when the first of them is free again
  public record AccountsBlocked(Instant freeAt) implements Reason {
    @Override
    public String text() {
      return "every account is at its limit; the first is free at " + UtcText.of(freeAt);
    }
  }

  /// None of its accounts is for that model.
  public record NoAccount(String model) implements Reason {
    @Override
    public String text() {
      return "no account is for " + model;
    }
  }

  /// The questions of the key never leave home, and this is not home.
  public record NeverLeavesHome() implements Reason {
    /// As the ledger has it.
    public static final String WORD = "home-only";

    /// As it is told to whoever holds the key.
    public static final String TEXT = "the questions of this key never leave home";

    @Override
    public String text() {
      return TEXT;
    }
  }

  /// An operator wants somebody else.
  record PinnedElsewhere(String to) implements Reason {
    @Override
    public String text() {
      return to + " is pinned";
    }
  }

  /// The client wants nobody in the place of another.
  record NoFallback(String first) implements Reason {
    @Override
    public String text() {
      return "nobody but " + first + " is wanted";
    }
  }

  /// The words of these, in their order.
  static String words(Set<Capability> capabilities) {
    List<String> words = capabilities.stream().sorted().map(Capability::word).toList();
    return words.stream().collect(Collectors.joining(", "));
  }
}
