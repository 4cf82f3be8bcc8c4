package dev.homeport.fake.tailnet;

import java.util.Locale;

/// How a machine with Tailscale is: its node, what that publishes, and what the control server
/// would say if something were missing.
public record State(Node node, Entries entries, ControlSays control) {
  /// The node runs and our port is published.
  public static final State FUNNELLED = of(Node.RUNNING, Entries.OURS);

  /// The node runs and publishes nothing.
  public static final State BARE = of(Node.RUNNING, Entries.NONE);

  /// Somebody said `down`; our entry is kept.
  public static final State STOPPED = of(Node.STOPPED, Entries.OURS);

  /// Somebody logged out, which deletes every entry.
  public static final State LOGGED_OUT = of(Node.LOGGED_OUT, Entries.NONE);

  /// The key has expired; our entry is kept.
  public static final State KEY_EXPIRED = of(Node.KEY_EXPIRED, Entries.OURS);

  /// The service was started anew while the control server was away; our entry is kept, and nothing
  /// says so.
  public static final State NO_STATE = of(Node.NO_STATE, Entries.OURS);

  /// The node has a new name; our entry has the old one.
  public static final State RENAMED = of(Node.RENAMED, Entries.OLD_NAME);

  /// The service does not answer anybody.
  public static final State FROZEN = of(Node.FROZEN, Entries.OURS);

  /// The service does not run.
  public static final State NO_DAEMON = of(Node.NO_DAEMON, Entries.OURS);

  /// That node with those entries.
  public static State of(Node node, Entries entries) {
    return new State(node, entries, ControlSays.WAIT);
  }

  /// The same entries on such a node.
  public State with(Node changed) {
    return new State(changed, entries, control);
  }

  /// The same node with such entries.
  public State with(Entries changed) {
    return new State(node, changed, control);
  }

  /// The same with a control server that would say this.
  public State with(ControlSays changed) {
    return new State(node, entries, changed);
  }

  /// Its name in files.
  String word() {
    return node.word() + "." + entries.word() + "." + control.word();
  }

  /// The state of that name.
  static State named(String word) {
    String[] parts = word.strip().toUpperCase(Locale.ROOT).split("\\.", -1);
    return new State(
        Node.valueOf(parts[0]), Entries.valueOf(parts[1]), ControlSays.valueOf(parts[2]));
  }
}
