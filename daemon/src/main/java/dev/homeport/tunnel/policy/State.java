package dev.homeport.tunnel.policy;

import dev.homeport.tunnel.Rung;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that the policy knows.
///
/// @param tried the rungs that were climbed since the tunnel was last well
/// @param exhausted whether it was told that nothing more can be tried
/// @param work what is under way
/// @param stale whether what is under way began before the world changed
/// @param away whether the tunnel's program was not there at the last look
/// @param settledNanos until when misses and failures say nothing
/// @param wokeNanos when the machine woke last
/// @param looks in a row that found it down
/// @param at when this state began
public record State(
    Judgement judgement,
    @Nullable Proof proof,
    Ladder ladder,
    Memory memory,
    Streak streak,
    Set<Rung> tried,
    boolean exhausted,
    Plan plan,
    Work work,
    boolean stale,
    boolean away,
    long settledNanos,
    long wokeNanos,
    int looks,
    Moment at) {
  /// The last answer that came back from outside.
  public record Proof(Moment at, String from) {}

  /// What is under way: one thing at a time.
  public enum Work {
    /// Nothing.
    NONE,
    /// A look.
    LOOK,
    /// A repair.
    REPAIR
  }

  /// Copies the set.
  public State {
    tried = Set.copyOf(tried);
  }

  /// Nobody has looked yet.
  ///
  /// @param memory what an earlier life of this process has done
  public static State starting(Ladder ladder, Memory memory, Moment at) {
    return new State(
        Judgement.none(at.wall()),
        null,
        ladder,
        memory,
        Streak.NONE,
        Set.of(),
        false,
        Plan.now(at),
        Work.NONE,
        false,
        false,
        at.nanos(),
        at.nanos() - Turn.SETTLING.toNanos(),
        0,
        at);
  }

  /// When something is to be done that nobody needs to ask for. While something is under way, that
  /// comes first.
  public long dueNanos() {
    return plan.dueNanos();
  }
}
