package dev.homeport.store;

import java.util.Collections;
import java.util.SequencedMap;

/// Facts that outlive the process and are shared with the others on the same state: what `keys add`
/// writes, the running daemon reads.
public interface Facts {
  /// The facts of a kind as last seen, without a look at the disk.
  Shelf shelf(String kind);

  /// Takes in what other processes wrote, where the last look was not just now. Cheap enough to be
  /// called with every request; never throws, what cannot be read leaves the facts as they were.
  void freshen();

  /// Takes in what other processes wrote up to this very moment.
  void freshenNow();

  /// Writes a fact, over the one of that name if there is one. When it says [Written.Done], no
  /// crash takes it away.
  Written put(Fact fact);

  /// Writes a fact unless its name is taken, by whatever process.
  Written add(Fact fact);

  /// Removes a fact, if it is there.
  Written remove(String kind, String name);

  /// All facts of one kind, in the order in which they came. Never changes.
  ///
  /// @param version grows with every change of this kind while the process lives
  record Shelf(long version, SequencedMap<String, Fact> facts) {
    /// One without facts.
    public static final Shelf EMPTY = new Shelf(0, Collections.emptySortedMap());
  }

  /// What became of a write.
  sealed interface Written {
    /// It is on the disk.
    record Done() implements Written {}

    /// Nothing was written: the name to add was taken, the one to remove was not there.
    record Unmet() implements Written {}

    /// Nothing was acknowledged, and this is what a person must know to mend it.
    record Failed(String why) implements Written {}
  }
}
