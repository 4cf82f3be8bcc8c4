package dev.homeport.account.block;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the blocks that could not be written at once, and lets those go that are over, so that no
/// request waits for it.
public final class BlockKeeping implements Service {
  private final Blocks blocks;
  private final Journal journal;

  /// The loop, between start and stop.
  private volatile @Nullable Loop loop;

  /// The keeper of these.
  public BlockKeeping(Blocks blocks, Journal journal) {
    this.blocks = blocks;
    this.journal = journal;
  }

  @Override
  public String name() {
    return "blocks";
  }

  @Override
  public void start() {
    loop =
        Loop.start(
            name(),
            blocks::keep,
            bug -> journal.note(Weight.ERROR, "blocks failed", Map.of("cause", bug.toString())));
    blocks.onChange(this::nudge);
  }

  /// Writes what is left when the loop has ended.
  @Override
  public void stop() throws InterruptedException {
    Loop running = loop;
    loop = null;
    if (running != null) {
      running.stop();
    }
    var _ = blocks.keep();
  }

  private void nudge() {
    Loop running = loop;
    if (running != null) {
      running.nudge();
    }
  }
}
