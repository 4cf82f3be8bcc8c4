package dev.homeport.install;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Carries out a plan.
public final class Installer {
  private final Hands hands;
  private final Progress progress;

  /// What can be taken back, the latest first. Guarded by itself: an interrupted terminal takes
  /// back on another thread.
  private final Deque<Made> made = new ArrayDeque<>();

  /// Whether somebody has asked for an end. Guarded by `made`.
  private boolean ended;

  private record Made(Step step, Hands.Undo undo) {}

  /// One with these hands.
  public Installer(Hands hands, Progress progress) {
    this.hands = hands;
    this.progress = progress;
  }

  /// Carries out all steps or none: where one fails, what was done is taken back, and what ran
  /// before runs again.
  ///
  /// @return whether all are done
  public boolean wholeOrNot(List<Step> steps) throws InterruptedException {
    for (Step step : steps) {
      if (isEnded()) {
        return false;
      }
      Done done = hands.carryOut(step, undo -> remember(step, undo));
      switch (done) {
        case Done.Well well -> progress.done(step, well);
        case Done.Badly badly -> {
          progress.failed(step, badly);
          takeBack();
          return false;
        }
      }
    }
    synchronized (made) {
      made.clear();
    }
    return true;
  }

  private void remember(Step step, Hands.Undo undo) {
    synchronized (made) {
      made.push(new Made(step, undo));
    }
  }

  /// Takes back what was done so far and does nothing more, as for a terminal that was interrupted.
  public void end() throws InterruptedException {
    synchronized (made) {
      ended = true;
    }
    takeBack();
  }

  private boolean isEnded() {
    synchronized (made) {
      return ended;
    }
  }

  /// Takes back what was done so far; what cannot be is told and does not keep the rest from it.
  private void takeBack() throws InterruptedException {
    for (Made last = latest(); last != null; last = latest()) {
      progress.undone(last.step(), last.undo().takeBack());
    }
  }

  private @Nullable Made latest() {
    synchronized (made) {
      return made.poll();
    }
  }

  /// Carries out as many steps as can be; one that fails does not keep the others from it.
  ///
  /// @return whether all are done
  public boolean asFarAsPossible(List<Step> steps) throws InterruptedException {
    boolean all = true;
    for (Step step : steps) {
      switch (hands.carryOut(step, _ -> {})) {
        case Done.Well well -> progress.done(step, well);
        case Done.Badly badly -> {
          progress.failed(step, badly);
          all = false;
        }
      }
    }
    return all;
  }
}
