package dev.homeport.fake.mac;

import dev.homeport.fake.Programs;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The programs of a Mac in good health: on mains power it does not sleep, its firewall is off,
/// nobody but us listens, its key ring is open. Each of them can be told to say something else, by
/// a method here or by its [Scripted].
///
/// The texts are those of facts and manuals; nobody recorded them.
public final class MacPrograms {
  /// What `security` says of an item that is not there.
  private static final String NO_ITEM =
      "security: SecKeychainSearchCopyNext: The specified item could not be found in the keychain.";

  private final Programs programs;
  private final Scripted scutil;
  private final Scripted pmset;
  private final Scripted lsof;
  private final Scripted security;
  private final Scripted osascript;
  private final Scripted open;
  private final Scripted firewall;
  private final Scripted id;

  /// Who listens, by port: lines as `lsof -F pcn` prints them.
  private final Map<Integer, String> listeners = new TreeMap<>();

  /// Puts them among these programs.
  public MacPrograms(Programs programs) {
    this.programs = programs;
    scutil = new Scripted(programs, "scutil");
    pmset = new Scripted(programs, "pmset");
    lsof = new Scripted(programs, "lsof");
    security = new Scripted(programs, "security").otherwise(44, "", NO_ITEM);
    osascript = new Scripted(programs, "osascript").otherwise(0, "", "");
    open = new Scripted(programs, "open").otherwise(0, "", "");
    firewall = new Scripted(programs, "socketfilterfw");
    id = new Scripted(programs, "id");
    programs.put("caffeinate", "echo \"$*\" >> \"$0.txt\"", "exec sleep 60");
    new Scripted(programs, "sw_vers").says("-productVersion", "15.7\n");
    nameServers("192.0.2.53");
    vpn("Disconnected", "Twingate");
    sleeping(0, 1, 1);
    onMains(true);
    holding("PreventUserIdleSystemSleep", 0);
    nobodyListens();
    firewallOff();
    user("ann", 501, true);
  }

  /// `scutil --dns` names these.
  public MacPrograms nameServers(String... addresses) {
    var text = new StringBuilder("DNS configuration\n\nresolver #1\n");
    for (int i = 0; i < addresses.length; i++) {
      text.append("  nameserver[%d] : %s\n".formatted(i, addresses[i]));
    }
    text.append("  if_index : 12 (en0)\n  flags    : Request A records\n");
    text.append("  reach    : 0x00000002 (Reachable)\n");
    scutil.says("--dns", text.toString());
    return this;
  }

  /// `scutil --nc` knows one service of that state; Tailscale's is said to be connected whatever it
  /// is.
  public MacPrograms vpn(String state, String name) {
    scutil.says(
        "--nc list",
        """
        Available network connection services in the current set (*=enabled):
        * (Connected)    0A1B2C3D-0000-0000-0000-000000000001 VPN \
        (io.tailscale.ipn.macsys) "Tailscale" [VPN:io.tailscale.ipn.macsys]
        * (%s)    0A1B2C3D-0000-0000-0000-000000000002 VPN (com.%s.macos) "%s" [VPN:com.%s.macos]
        """
            .formatted(state, name.toLowerCase(Locale.ROOT), name, name));
    scutil.says("--nc status " + name, state + "\n");
    scutil.says("--nc status Tailscale", "Connected\n");
    return this;
  }

  /// `pmset -g custom` says this of mains power; minutes until it sleeps, whether the network wakes
  /// it, whether it starts after a power failure.
  public MacPrograms sleeping(int sleep, int womp, int autorestart) {
    pmset.says(
        "-g custom",
        """
        Battery Power:
         lowpowermode         0
         sleep                1
         powernap             0
         womp                 0
        AC Power:
         lowpowermode         0
         sleep                %d
         powernap             1
         womp                 %d
         autorestart          %d
         displaysleep         10
        """
            .formatted(sleep, womp, autorestart));
    pmset.says(
        "-g",
        """
        System-wide power settings:
        Currently in use:
         sleep                %d
         womp                 %d
        """
            .formatted(sleep, womp));
    return this;
  }

  /// `pmset -g batt` says where the power comes from.
  public MacPrograms onMains(boolean mains) {
    pmset.says(
        "-g batt",
        mains
            ? "Now drawing from 'AC Power'\n"
            : "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t82%; discharging; 4:12"
                + " remaining present: true\n");
    return this;
  }

  /// `pmset -g assertions` says how many hold one of this name.
  public MacPrograms holding(String assertion, int holders) {
    pmset.says(
        "-g assertions",
        """
        2026-11-24 12:00:00 +0000
        Assertion status system-wide:
           BackgroundTask                 0
           %-30s %d
           UserIsActive                   1
        Listed by owning process:
        """
            .formatted(assertion, holders));
    return this;
  }

  /// `lsof` finds nobody who listens: it says nothing and ends with 1.
  public MacPrograms nobodyListens() {
    listeners.clear();
    listeners();
    return this;
  }

  /// `lsof` finds this one at the port, beside those whom it found before.
  ///
  /// @param address `127.0.0.1`, `*`, `[::1]`
  public MacPrograms listens(int port, String address, long pid, String program) {
    listeners.put(port, "p%d\nc%s\nn%s:%d\n".formatted(pid, program, address, port));
    listeners();
    return this;
  }

  private void listeners() {
    lsof.forget().otherwise(1, "", "");
    listeners.forEach(
        (port, lines) -> {
          for (String fields : new String[] {"pcn", "pcnT", "pn", "pc"}) {
            lsof.says("-nP -iTCP:" + port + " -sTCP:LISTEN -F " + fields, lines);
          }
        });
    String all = String.join("", listeners.values());
    lsof.answers("-nP -iTCP -sTCP:LISTEN -F pcn", all.isEmpty() ? 1 : 0, all, "");
  }

  /// The key ring has this item.
  public MacPrograms secret(String service, String account, String value) {
    security.says("find-generic-password -s %s -a %s -w".formatted(service, account), value + "\n");
    security.says("find-generic-password -a %s -s %s -w".formatted(account, service), value + "\n");
    return this;
  }

  /// The key ring is locked, as it is to whoever comes over SSH.
  public MacPrograms keyRingLocked() {
    security
        .forget()
        .beginning("find-generic-password", 36, "", "security: User interaction is not allowed.");
    return this;
  }

  /// The key ring asks a person, who is not there.
  public MacPrograms keyRingAsks() {
    security.forget().blocks("find-generic-password");
    return this;
  }

  /// The firewall is off.
  public MacPrograms firewallOff() {
    firewall.says("--getglobalstate", "Firewall is disabled. (State = 0) \n");
    firewall.says("--listapps", "Total number of apps = 0 \n");
    return this;
  }

  /// The firewall is on and treats this program so.
  public MacPrograms firewallOn(String program, boolean allows) {
    firewall.says("--getglobalstate", "Firewall is enabled. (State = 1) \n");
    firewall.says(
        "--listapps",
        "Total number of apps = 1 \n1 : %s \n             (%s incoming connections) \n"
            .formatted(program, allows ? "Allow" : "Block"));
    return this;
  }

  /// Programs may not tell others what to do.
  public MacPrograms scriptingForbidden() {
    osascript.otherwise(
        1, "", "0:20: execution error: Not authorized to send Apple events to Tailscale. (-1743)");
    return this;
  }

  /// There is no such app to open.
  public MacPrograms withoutApp(String name) {
    open.fails("-a " + name, 1, "Unable to find application named '" + name + "'");
    return this;
  }

  /// Opening an app does this line of shell.
  public MacPrograms opening(String app, String shell) {
    open.does("-a " + app, shell);
    return this;
  }

  /// Who runs all this.
  public MacPrograms user(String name, int uid, boolean admin) {
    id.says("-u", uid + "\n").says("-un", name + "\n");
    id.says("-Gn", "staff everyone localaccounts" + (admin ? " admin" : "") + "\n");
    return this;
  }

  /// What keeps it awake was called with these words.
  public List<String> caffeinated() {
    return programs.lines("caffeinate.txt");
  }

  /// The network's settings.
  public Scripted scutil() {
    return scutil;
  }

  /// The power's.
  public Scripted pmset() {
    return pmset;
  }

  /// Who listens.
  public Scripted lsof() {
    return lsof;
  }

  /// The key ring.
  public Scripted security() {
    return security;
  }

  /// What tells apps what to do.
  public Scripted osascript() {
    return osascript;
  }

  /// What opens apps.
  public Scripted open() {
    return open;
  }

  /// The firewall.
  public Scripted firewall() {
    return firewall;
  }

  /// Who we are.
  public Scripted id() {
    return id;
  }
}
