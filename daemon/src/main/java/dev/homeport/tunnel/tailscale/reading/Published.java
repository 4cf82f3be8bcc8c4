package dev.homeport.tunnel.tailscale.reading;

import dev.homeport.wire.JsonObject;
import dev.homeport.wire.JsonObject.Parsed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What Tailscale was told to publish on this machine. It is only an intent: it proves neither that
/// the control server knows of it nor that anything comes through.
///
/// @param scopes what was told for good, and then what hangs on a program that runs
public record Published(List<Scope> scopes) {
  /// What was told at one time, and ends at one time. An entry counts only if all of it stands in
  /// one scope.
  ///
  /// @param session of the program on which it hangs; nothing where it was told for good
  /// @param ports what listens, by its port
  /// @param mounts what is served, by `host:port` and then by path
  /// @param funnels whether the Internet may come in, by `host:port`; absent where nothing is said
  public record Scope(
      @Nullable String session,
      Map<Integer, Listener> ports,
      Map<String, Map<String, Target>> mounts,
      Map<String, Boolean> funnels) {
    /// Copies the maps.
    public Scope {
      ports = Map.copyOf(ports);
      mounts = Map.copyOf(mounts);
      funnels = Map.copyOf(funnels);
    }

    /// What is served there, path by path.
    Map<String, Target> at(String hostPort) {
      return mounts.getOrDefault(hostPort, Map.of());
    }
  }

  /// What a port does.
  ///
  /// @param https whether it serves what is mounted, with a certificate
  /// @param http whether it serves it in plain
  /// @param forward where it passes connections on to, where it does that instead
  public record Listener(boolean https, boolean http, @Nullable String forward) {}

  /// What is served under a path.
  ///
  /// @param proxy the address that requests are passed on to, where they are
  /// @param words all of it, for people
  public record Target(@Nullable String proxy, String words) {}

  /// Copies the list.
  public Published {
    scopes = List.copyOf(scopes);
  }

  /// Reads the answer to [dev.homeport.tunnel.tailscale.cli.Call.Published]; nothing where it is
  /// not one.
  public static Optional<Published> read(String stdout) {
    if (!(JsonObject.parse(stdout) instanceof Parsed.Good(JsonObject root))) {
      return Optional.empty();
    }
    var scopes = new ArrayList<Scope>();
    scopes.add(scope(null, root));
    JsonObject sessions = root.object("Foreground");
    for (String session : sessions.names()) {
      scopes.add(scope(session, sessions.object(session)));
    }
    return Optional.of(new Published(scopes));
  }

  private static Scope scope(@Nullable String session, JsonObject config) {
    var ports = new TreeMap<Integer, Listener>();
    JsonObject tcp = config.object("TCP");
    for (String port : tcp.names()) {
      if (port.matches("\\d{1,5}")) {
        ports.put(Integer.valueOf(port), listener(tcp.object(port)));
      }
    }
    var mounts = new LinkedHashMap<String, Map<String, Target>>();
    JsonObject web = config.object("Web");
    for (String hostPort : web.names()) {
      mounts.put(hostPort.toLowerCase(Locale.ROOT), targets(web.object(hostPort)));
    }
    var funnels = new LinkedHashMap<String, Boolean>();
    JsonObject allowed = config.object("AllowFunnel");
    for (String hostPort : allowed.names()) {
      funnels.put(hostPort.toLowerCase(Locale.ROOT), allowed.flag(hostPort, false));
    }
    return new Scope(session, ports, mounts, funnels);
  }

  private static Listener listener(JsonObject port) {
    String forward = port.text("TCPForward");
    return new Listener(
        port.flag("HTTPS", false),
        port.flag("HTTP", false),
        forward == null || forward.isBlank() ? null : forward);
  }

  private static Map<String, Target> targets(JsonObject web) {
    var targets = new LinkedHashMap<String, Target>();
    JsonObject handlers = web.object("Handlers");
    for (String path : handlers.names()) {
      JsonObject handler = handlers.object(path);
      targets.put(path, new Target(handler.text("Proxy"), words(handler)));
    }
    return Map.copyOf(targets);
  }

  private static String words(JsonObject handler) {
    for (String kind : List.of("Proxy", "Path", "Redirect")) {
      String value = handler.text(kind);
      if (value != null) {
        return value;
      }
    }
    return handler.has("Text") ? "a text" : "something";
  }
}
