package dev.homeport.fake.tailnet;

import static dev.homeport.fake.tailnet.RecordedCall.named;

import java.util.ArrayList;
import java.util.List;

/// What `tailscale` does in each state: which recording it plays to which words, and what state the
/// machine is in afterwards. Words that no recording covers are not in it.
final class Script {
  /// One answer.
  ///
  /// @param spellings the words that it is for; none where it is for all others
  /// @param next the state afterwards
  record Line(List<String> spellings, RecordedCall call, State next) {}

  /// What the names of recordings say of calls that only read, or that a node refuses.
  private static final List<String> READINGS =
      List.of(
          "status-json-nopeers",
          "status-json",
          "status",
          "ip",
          "wait",
          "version-daemon",
          "netcheck-json");

  private static final String GUI =
      "The Tailscale GUI failed to start: The operation couldn’t be completed."
          + " (Tailscale.CLIError error 3)\n";

  private static final String CLI =
      "The Tailscale CLI failed to start: Failed to load preferences.\n";

  private final Spellings spellings;
  private final State at;
  private final List<Line> lines = new ArrayList<>();

  private Script(Spellings spellings, State at) {
    this.spellings = spellings;
    this.at = at;
  }

  /// The answers in that state; where two are for the same words, the first is given.
  static List<Line> in(State at, Spellings spellings) {
    var script = new Script(spellings, at);
    script.write();
    return List.copyOf(script.lines);
  }

  private void write() {
    if (at.node() == Node.GUI_FAILED || at.node() == Node.CLI_FAILED) {
      // With which status is not known; a text with a zero is what deceives most.
      String text = at.node() == Node.GUI_FAILED ? GUI : CLI;
      lines.add(new Line(List.of(), RecordedCall.told(at.node().group(), 0, text), at));
      return;
    }
    // What asks no service is the same in every state.
    plays("version/plain", at);
    plays("version/json", at);
    readings();
    switch (at.node().manner()) {
      case WORKS -> works();
      case LACKS -> lacks();
      case REFUSES, ABSENT -> refuses();
      case FROZEN -> {
        String group = at.node().group();
        plays(group + "/funnel-status-json", at);
        lines.add(new Line(List.of(), named(group + "/status"), at));
      }
      case BROKEN -> throw new IllegalStateException(at.word());
    }
  }

  private void readings() {
    String group = at.node().group();
    // Somebody who may not write reads the same; only one of the calls was recorded as he made it.
    String beside = at.node() == Node.DENIED ? "status/running" : group;
    if (at.node() == Node.DENIED) {
      plays("permission/status-json", at);
    }
    for (String reading : READINGS) {
      if (RecordedCall.exists(beside + "/" + reading)) {
        plays(beside + "/" + reading, at);
      }
    }
    if (at.node() == Node.RUNNING) {
      plays("version/daemon", at);
      plays("misc/ip", at);
      plays("misc/wait", at);
      plays("misc/debug-prefs", at);
    }
  }

  /// What is published, as both commands tell it.
  private void published() {
    String group = at.entries().group();
    if (at.node() == Node.OLD_DAEMON && at.entries() == Entries.OURS) {
      group = "old-daemon";
    }
    for (String reading : List.of("funnel-status-json", "funnel-status", "serve-status-json")) {
      if (RecordedCall.exists(group + "/" + reading)) {
        plays(group + "/" + reading, at);
      }
    }
  }

  private void works() {
    published();
    switch (at.node()) {
      case DENIED -> denied();
      case SHIELDS_UP -> {
        on("funnel/shields-up", at);
        off();
      }
      case CONTENDED -> {
        on("race/two-same-loser", at.with(Node.RUNNING));
        off();
      }
      case OLD_DAEMON -> on("old-daemon/funnel-bg", at.with(Entries.OURS));
      default -> {
        on();
        off();
        downAndUp();
      }
    }
  }

  private void denied() {
    on("permission/funnel-bg", at);
    offOurs("permission/funnel-off", at);
    offAll("permission/funnel-off", at);
    plays("permission/funnel-reset", at);
    plays("permission/down", at);
    plays("permission/up", at);
  }

  private void on() {
    switch (at.entries()) {
      case NONE -> on("funnel/bg-first", at.with(Entries.OURS));
      case OURS, OURS_AS_LOCALHOST -> on("funnel/bg-yes-again", at.with(Entries.OURS));
      case OURS_THRICE -> on("funnel/bg-yes-again", at);
      // Without a question.
      case FOREIGN, FOREIGN_PATH, FOREIGN_MACHINE ->
          on("config/foreign-443-then-ours/the-call", at.with(Entries.OURS));
      case FOREIGN_TCP -> on("config/tcp-forward/then-ours", at);
      case MOUNT_BESIDE, MOUNT_ALONE -> on("funnel/bg-again", at.with(Entries.MOUNT_BESIDE));
      case HALF_SERVED -> on("config/serve-then-funnel/the-call", at.with(Entries.OURS));
      case HALF_FORBIDDEN, HALF_ALLOWED -> on("funnel/bg-again", at.with(Entries.OURS));
      case FOREGROUND -> on("foreground/bg-same-port-while-running", at);
      case OLD_NAME, BOTH_NAMES -> on("rename/bg-8888", at.with(Entries.BOTH_NAMES));
      case HALF_OLD_NAME -> on("rename/bg-after-third", at.with(Entries.BOTH_NAMES));
    }
    if (at.entries() == Entries.NONE) {
      lines.add(
          new Line(
              List.of("funnel " + spellings.localPort()),
              foreground(),
              at.with(Entries.FOREGROUND)));
    } else if (at.entries() == Entries.OURS) {
      lines.add(
          new Line(
              List.of("funnel " + spellings.localPort()), named("foreground/when-bg-exists"), at));
    }
  }

  /// A command in the foreground says where it is and stays; its entries do not go with it here, as
  /// they would: the test says what becomes of them.
  private static RecordedCall foreground() {
    return named("status/starting/funnel-foreground");
  }

  private void off() {
    State none = at.with(Entries.NONE);
    switch (at.entries()) {
      case NONE, HALF_ALLOWED -> off("funnel/off-when-nothing", at);
      case OURS,
          OURS_AS_LOCALHOST,
          FOREIGN,
          FOREIGN_PATH,
          FOREIGN_MACHINE,
          HALF_SERVED,
          HALF_FORBIDDEN -> {
        offOurs("config/path-mount/off-only-the-root", none);
        offAll("funnel/off-443", none);
      }
      case OURS_THRICE -> {
        // What is left then was not recorded.
      }
      case FOREIGN_TCP -> off("config/tcp-forward/https-off", at);
      case MOUNT_BESIDE -> {
        offOurs("config/path-mount/off-only-the-root", at.with(Entries.MOUNT_ALONE));
        // Without a word.
        offAll("config/path-mount/off-with-yes", none);
      }
      case MOUNT_ALONE -> {
        offOurs("funnel/off-when-nothing", at);
        offAll("config/only-path-mount/off-without-path", none);
      }
      case FOREGROUND -> off("foreground/off-while-running", at);
      case OLD_NAME -> off("rename/off-443", at);
      case BOTH_NAMES -> off("rename/off-443-again", at.with(Entries.HALF_OLD_NAME));
      case HALF_OLD_NAME -> off("rename/off-443-third", at);
    }
    plays("funnel/reset", none);
    plays("funnel/serve-reset", none);
  }

  private void downAndUp() {
    switch (at.node()) {
      case RUNNING -> {
        plays("updown/down", at.with(Node.STOPPED));
        plays("updown/up-again", at);
        plays("login/logout", new State(Node.LOGGED_OUT, Entries.NONE, at.control()));
      }
      case CONTROL_GONE, CONTROL_LONG_GONE, CONTROL_SILENT -> {
        plays("status/control-gone/down", at.with(Node.STOPPED_WITHOUT_CONTROL));
        plays("updown/up-again", at);
      }
      default -> {
        // Nobody recorded it.
      }
    }
  }

  private void lacks() {
    published();
    String group = at.node().group() + "/";
    String asked = group + "bg-control-says-" + at.control().recorded();
    if (!RecordedCall.exists(asked) && !named(group + "bg-control-says-wait").blocks()) {
      // Where only ports are missing, nobody is asked.
      asked = group + "bg-control-says-wait";
    }
    boolean granted = asked.endsWith("-complete");
    if (RecordedCall.exists(asked)) {
      on(asked, granted ? at.with(Entries.OURS) : at);
    }
    String off = group + "was-on/off-control-says-wait";
    // The right is asked for first, so an answer other than a block is the same as to `--bg`.
    if (at.control() == ControlSays.WAIT || !named(off).blocks()) {
      off(off, at);
    } else if (!granted && RecordedCall.exists(asked)) {
      off(asked, at);
    }
    if (RecordedCall.exists(group + "was-on/serve-off")) {
      plays(group + "was-on/serve-off", at.with(Entries.NONE));
    }
  }

  private void refuses() {
    String group = at.node().group() + "/";
    boolean hides = at.node().manner() == Node.Manner.ABSENT || at.node() == Node.NO_STATE;
    if (hides || at.node() == Node.NO_STATE_LATER) {
      plays(group + "funnel-status-json", at);
      plays(group + "funnel-status", at);
    } else {
      String text = group + "funnel-status";
      boolean shows = at.entries() == Entries.OURS;
      if (RecordedCall.exists(text) && named(text).stdout().contains("Funnel on") == shows) {
        plays(text, at);
      }
      published();
    }
    if (RecordedCall.exists(group + "funnel-bg")) {
      on(group + "funnel-bg", at);
      off(group + "funnel-off", at);
    }
    for (String rest : List.of("down", "up", "logout")) {
      if (RecordedCall.exists(group + rest)) {
        plays(group + rest, at);
      }
    }
    if (RecordedCall.exists(group + "funnel-reset")) {
      boolean done = Integer.valueOf(0).equals(named(group + "funnel-reset").exit());
      plays(group + "funnel-reset", done ? at.with(Entries.NONE) : at);
    }
    if (at.node() == Node.STOPPED) {
      plays("updown/up-plain", at.with(Node.RUNNING));
      plays("updown/down-again", at);
    } else if (at.node() == Node.STOPPED_WITHOUT_CONTROL) {
      plays("status/control-gone/up", at.with(Node.CONTROL_GONE));
      plays("updown/down-again", at);
    }
  }

  private void plays(String name, State next) {
    RecordedCall call = named(name);
    lines.add(new Line(List.of(call.line()), call, next));
  }

  private void on(String name, State next) {
    lines.add(new Line(spellings.on(), named(name), next));
  }

  private void off(String name, State next) {
    offOurs(name, next);
    offAll(name, next);
  }

  private void offOurs(String name, State next) {
    lines.add(new Line(spellings.offOurs(), named(name), next));
  }

  private void offAll(String name, State next) {
    lines.add(new Line(spellings.offAll(), named(name), next));
  }
}
