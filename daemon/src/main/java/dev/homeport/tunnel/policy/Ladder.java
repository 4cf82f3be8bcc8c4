package dev.homeport.tunnel.policy;

import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.policy.Streak.Patience;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Cure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which repairs a kind of tunnel knows and the owner allows, the gentlest first, with their
/// limits.
///
/// A rung whose limit does not let it be climbed is passed over, and stays for later. When all were
/// climbed and it did not help, only those are climbed again that cannot do harm to somebody for
/// whom it works after all, or that the owner allows knowing that they do.
///
/// @param usual how many failures a rung needs
/// @param glance how often what can be read on this machine is read: two calls of `tailscale` are
///   nothing, four of `docker` are not
public record Ladder(List<Rule> rules, Patience usual, Duration glance) {
  private static final Duration QUARTER = Duration.ofMinutes(15);

  /// Two failures that lie half a minute apart.
  private static final Patience TWICE = new Patience(2, Duration.ofSeconds(30));

  /// What was read here twice, because a person may be in the middle of editing it.
  private static final Patience READ_TWICE = new Patience(2, Duration.ofSeconds(5));

  /// One rung.
  ///
  /// @param again how soon it is climbed again when it did not help; nothing where never, until the
  ///   tunnel was well in between
  /// @param cuts whether clients are left in silence unless their answers were ended before
  /// @param needsControl whether a program started anew needs its control server to come back
  record Rule(
      Rung rung, Limit limit, @Nullable Duration again, boolean cuts, boolean needsControl) {}

  /// Copies the list.
  public Ladder {
    rules = List.copyOf(rules);
  }

  /// Nothing can be done.
  public static Ladder none() {
    return new Ladder(List.of(), TWICE, Rhythm.LOCAL);
  }

  /// Tailscale's.
  ///
  /// @param leave which of DOWN_AND_UP and RESTART the owner allows
  public static Ladder tailscale(Set<Rung> leave) {
    var rules = new ArrayList<Rule>();
    rules.add(
        new Rule(
            Rung.REAPPLY, Limit.growing(Duration.ofSeconds(30), QUARTER), QUARTER, false, false));
    rules.add(new Rule(Rung.OFF_AND_ON, Limit.oncePer(Duration.ofMinutes(10)), null, false, false));
    if (leave.contains(Rung.DOWN_AND_UP)) {
      rules.add(
          new Rule(Rung.DOWN_AND_UP, Limit.oncePer(Duration.ofMinutes(30)), null, true, false));
    }
    if (leave.contains(Rung.RESTART)) {
      Duration hour = Duration.ofHours(1);
      rules.add(new Rule(Rung.RESTART, new Limit(hour, hour, 3), hour, true, true));
    }
    return new Ladder(rules, TWICE, Rhythm.LOCAL);
  }

  /// Twingate's: a connector's container is started anew, as often as it takes. A container that
  /// ends closes its connections, so nobody is left in silence.
  public static Ladder twingate() {
    Duration first = Duration.ofSeconds(30);
    Limit limit = Limit.growing(first, Duration.ofMinutes(10));
    return new Ladder(
        List.of(new Rule(Rung.RESTART, limit, first, false, false)),
        new Patience(3, first),
        Rhythm.WELL);
  }

  /// The same where nobody can end the answers that run: without the rungs that would leave their
  /// clients in silence.
  public Ladder withoutCuts() {
    return new Ladder(rules.stream().filter(rule -> !rule.cuts()).toList(), usual, glance);
  }

  /// Whether it has rungs that leave clients in silence.
  public boolean hasCuts() {
    return rules.stream().anyMatch(Rule::cuts);
  }

  /// Whether this rung leaves clients in silence.
  public boolean cuts(Rung rung) {
    return rules.stream().anyMatch(rule -> rule.rung() == rung && rule.cuts());
  }

  /// What may be done about a cause. Where there are no rungs at all, time is the only cure.
  Cure cure(Cause cause) {
    return rules.isEmpty() && cause.cure() != Cure.PERSON ? Cure.WAIT : cause.cure();
  }

  Patience patience(Cure cure) {
    return cure == Cure.REAPPLY ? READ_TWICE : usual;
  }

  /// Which rung is to be climbed now, if one is.
  ///
  /// @param tried those that did not help so far
  /// @param control whether the control server is heard
  @Nullable Rung choose(Cause cause, Memory memory, Set<Rung> tried, boolean control, Moment at) {
    for (Rule rule : possible(cause, control)) {
      if (free(rule, cause, memory, tried, at) instanceof Free.Now) {
        return rule.rung();
      }
    }
    return null;
  }

  /// When a rung is to be climbed at the earliest; nothing where none ever is.
  @Nullable Long earliestNanos(
      Cause cause, Memory memory, Set<Rung> tried, boolean control, Moment at) {
    Long earliest = null;
    for (Rule rule : possible(cause, control)) {
      Long free =
          switch (free(rule, cause, memory, tried, at)) {
            case Free.Now _ -> at.nanos();
            case Free.Later(long nanos) -> nanos;
            case Free.Never _ -> null;
          };
      if (free != null && (earliest == null || free - earliest < 0)) {
        earliest = free;
      }
    }
    return earliest;
  }

  private List<Rule> possible(Cause cause, boolean control) {
    return rules.stream()
        .filter(rule -> control || !rule.needsControl())
        .filter(
            rule ->
                switch (cause.cure()) {
                  case WAIT, PERSON -> false;
                  case REAPPLY -> rule.rung() == Rung.REAPPLY;
                  case RESTART -> rule.rung() == Rung.RESTART;
                  case LADDER -> true;
                })
        .toList();
  }

  /// When a rung may be climbed.
  private sealed interface Free {
    record Now() implements Free {}

    record Later(long nanos) implements Free {}

    record Never() implements Free {}
  }

  private static Free free(Rule rule, Cause cause, Memory memory, Set<Rung> tried, Moment at) {
    Rung rung = rule.rung();
    Long limited = rule.limit().freeNanos(memory, rung, at);
    if (cause.cure() != Cure.LADDER || !tried.contains(rung)) {
      return free(limited);
    }
    Duration again = rule.again();
    if (again == null) {
      return new Free.Never();
    }
    List<Long> times = memory.within(again, rung, at);
    if (times.isEmpty()) {
      return free(limited);
    }
    long due = times.getLast() + again.toNanos();
    return new Free.Later(limited == null ? due : Limit.later(due, limited));
  }

  private static Free free(@Nullable Long nanos) {
    return nanos == null ? new Free.Now() : new Free.Later(nanos);
  }
}
