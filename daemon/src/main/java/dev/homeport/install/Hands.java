package dev.homeport.install;

import java.util.function.Consumer;

/// Carries out single steps.
@FunctionalInterface
public interface Hands {
  /// Does it.
  ///
  /// @param undo takes what would take it back, before the first change is made
  Done carryOut(Step step, Consumer<Undo> undo) throws InterruptedException;

  /// Takes one step back; done to what was half done, it does no harm.
  @FunctionalInterface
  interface Undo {
    /// Does so.
    Done takeBack() throws InterruptedException;
  }
}
