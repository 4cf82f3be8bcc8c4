package dev.homeport.fake.tailnet;

import java.util.Locale;

/// How the node of the machine is, each by the group of recordings that shows it.
public enum Node {
  /// All is well.
  RUNNING(Manner.WORKS, "status/running"),
  /// Running, and its control server refuses connections: `Self.Online` is false, Health is empty.
  CONTROL_GONE(Manner.WORKS, "status/control-gone/005s"),
  /// The same nine minutes later, when Health says it too.
  CONTROL_LONG_GONE(Manner.WORKS, "status/control-gone/540s"),
  /// Running, and its control server has said nothing for minutes.
  CONTROL_SILENT(Manner.WORKS, "status/control-silent/145s"),
  /// No relay has answered yet.
  STARTING(Manner.WORKS, "status/starting"),
  /// Running all the same, with that as a warning.
  WITHOUT_RELAY(Manner.WORKS, "status/starting/15s"),
  /// Its control server no longer knows it.
  NODE_DELETED(Manner.WORKS, "status/node-deleted"),
  /// Its control server has something to say in Health.
  WARNED(Manner.WORKS, "status/health-from-control"),
  /// The service is 1.102.1, which lets nobody in and looks well.
  OLD_DAEMON(Manner.WORKS, "old-daemon"),
  /// It is called `renamed` now.
  RENAMED(Manner.WORKS, "rename/then"),
  /// Running, for a user who may read and not write.
  DENIED(Manner.WORKS, "permission"),
  /// Shields are up.
  SHIELDS_UP(Manner.WORKS, "status/running"),
  /// Somebody else writes the entries at the same moment, once.
  CONTENDED(Manner.WORKS, "status/running"),

  /// HTTPS is off in the tailnet.
  HTTPS_OFF(Manner.LACKS, "capabilities/https-off"),
  /// The node may not funnel.
  FUNNEL_NOT_GRANTED(Manner.LACKS, "capabilities/funnel-missing"),
  /// Neither HTTPS nor funnel nor ports.
  NOTHING_GRANTED(Manner.LACKS, "capabilities/all-missing"),
  /// No port may be funnelled.
  PORTS_NOT_GRANTED(Manner.LACKS, "capabilities/ports-missing"),
  /// 8443 and 10000 may be, 443 may not.
  PORT_443_NOT_GRANTED(Manner.LACKS, "capabilities/port-443-not-in-ports"),

  /// Somebody said `down`.
  STOPPED(Manner.REFUSES, "status/stopped"),
  /// Somebody said `down` while the control server was away.
  STOPPED_WITHOUT_CONTROL(Manner.REFUSES, "status/stopped"),
  /// Nobody was ever logged in.
  NEEDS_LOGIN(Manner.REFUSES, "status/needs-login-fresh"),
  /// The same, with an address to log in at.
  NEEDS_LOGIN_AT(Manner.REFUSES, "status/needs-login-auth-url"),
  /// Somebody logged out.
  LOGGED_OUT(Manner.REFUSES, "status/logged-out"),
  /// An administrator has not approved it yet.
  NEEDS_APPROVAL(Manner.REFUSES, "status/needs-machine-auth"),
  /// An administrator has withdrawn the approval.
  APPROVAL_WITHDRAWN(Manner.REFUSES, "status/approval-withdrawn"),
  /// Its key has expired.
  KEY_EXPIRED(Manner.REFUSES, "status/key-expired"),
  /// Its service was started anew while the control server was away.
  NO_STATE(Manner.REFUSES, "status/control-gone-daemon-restart/1"),
  /// The same some time later, in other words.
  NO_STATE_LATER(Manner.REFUSES, "status/control-gone-daemon-restart/3"),

  /// Its service does not run: each call takes two seconds to find that out.
  NO_DAEMON(Manner.ABSENT, "status/no-daemon"),
  /// A process of that name runs, and does not listen: five seconds.
  DEAF_DAEMON(Manner.ABSENT, "status/no-socket-but-process"),
  /// Its service is stopped by a signal or stuck: every call blocks for ever.
  FROZEN(Manner.FROZEN, "status/frozen"),
  /// The app's program took itself for the app. Remembered, not recorded.
  GUI_FAILED(Manner.BROKEN, "remembered/gui-failed"),
  /// The app has not been opened since the login. Remembered, not recorded.
  CLI_FAILED(Manner.BROKEN, "remembered/cli-failed");

  /// What becomes of calls that change something.
  enum Manner {
    /// They do what they say.
    WORKS,
    /// The control server is asked for what is missing first.
    LACKS,
    /// They are refused with the state's text.
    REFUSES,
    /// There is nobody to do it.
    ABSENT,
    /// Nothing ever comes back.
    FROZEN,
    /// Every call says the same.
    BROKEN
  }

  private final Manner manner;
  private final String group;

  Node(Manner manner, String group) {
    this.manner = manner;
    this.group = group;
  }

  Manner manner() {
    return manner;
  }

  /// Where its recordings lie.
  String group() {
    return group;
  }

  /// Its name in files.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
