package dev.homeport.tunnel.tailscale.reading;

import dev.homeport.tunnel.tailscale.cli.Call;
import dev.homeport.tunnel.tailscale.reading.Published.Listener;
import dev.homeport.tunnel.tailscale.reading.Published.Scope;
import dev.homeport.tunnel.tailscale.reading.Published.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// The one entry that shall stand: our public name and port lead to our port on this machine, and
/// the Internet may come in.
public record Entry(String host, int publicPort, int localPort) {
  private static final String ROOT = "/";

  /// Where our daemon is. Not the loopback of IPv6: a target there was not written by us, and our
  /// daemon need not listen there.
  private static final Set<String> HERE = Set.of("127.0.0.1", "localhost");

  /// Its name among what is published.
  public String hostPort() {
    return host + ":" + publicPort;
  }

  /// Where it is reached.
  public URI url() {
    return URI.create("https://" + host + (publicPort == 443 ? "" : ":" + publicPort));
  }

  /// How it stands. What is foreign goes before everything else, because writing our entry would
  /// replace it without a question.
  ///
  /// @param wrote whether our records say that we once made that `host:port` lead to that port of
  ///   this machine
  public Standing in(Published published, BiPredicate<String, Integer> wrote) {
    for (Scope scope : published.scopes()) {
      Optional<Standing> foreign = foreign(scope, wrote);
      if (foreign.isPresent()) {
        return foreign.get();
      }
    }
    Standing best = new Standing.Absent("nothing is published at " + hostPort(), written());
    for (Scope scope : published.scopes()) {
      List<String> missing = missing(scope);
      if (missing.isEmpty()) {
        return new Standing.Whole(hostPort() + " leads to port " + localPort, scope.session());
      }
      if (begun(scope)) {
        best =
            new Standing.Half(
                "of the entry "
                    + hostPort()
                    + " something is missing: "
                    + String.join(", ", missing),
                written());
      }
    }
    return best;
  }

  /// The names of other times under which our port, or one that we wrote, is still published. They
  /// serve nobody, because the name is gone.
  public Set<String> leftOvers(Published published, BiPredicate<String, Integer> wrote) {
    var left = new TreeSet<String>();
    for (Scope scope : published.scopes()) {
      scope
          .mounts()
          .forEach(
              (hostPort, targets) -> {
                Integer port = localPort(targets.get(ROOT));
                boolean ours = port != null && (port == localPort || wrote.test(hostPort, port));
                if (ours && !hostPort.startsWith(host + ":")) {
                  left.add(hostPort);
                }
              });
    }
    return left;
  }

  /// The other public ports of this machine under which we once published, and still do: whoever
  /// chose another port did not mean both.
  public Set<Integer> oldPorts(Published published, BiPredicate<String, Integer> wrote) {
    var old = new TreeSet<Integer>();
    for (int port : Grants.PUBLIC_PORTS) {
      var other = new Entry(host, port, localPort);
      for (Scope scope : published.scopes()) {
        Integer leads = localPort(scope.at(other.hostPort()).get(ROOT));
        if (port != publicPort
            && scope.session() == null
            && leads != null
            && wrote.test(other.hostPort(), leads)) {
          old.add(port);
        }
      }
    }
    return old;
  }

  private Optional<Standing> foreign(Scope scope, BiPredicate<String, Integer> wrote) {
    Listener listener = scope.ports().get(publicPort);
    if (listener != null && listener.forward() != null) {
      return Optional.of(
          taken("port " + publicPort + " passes connections on to " + listener.forward()));
    }
    if (listener != null && listener.http()) {
      return Optional.of(taken("port " + publicPort + " serves plain HTTP"));
    }
    Target root = scope.at(hostPort()).get(ROOT);
    if (root != null && !isOurs(root)) {
      Integer port = localPort(root);
      if (port == null || !wrote.test(hostPort(), port)) {
        return Optional.of(taken(hostPort() + " leads to " + root.words()));
      }
    }
    boolean open = scope.funnels().getOrDefault(hostPort(), false);
    for (String path : scope.at(hostPort()).keySet()) {
      if (!path.equals(ROOT) && !open) {
        return Optional.of(
            new Standing.Foreign(
                hostPort()
                    + path
                    + " is served to the tailnet only, and a funnel on that port would show it to"
                    + " the Internet",
                "choose another daemon.tunnel.public-port: 443, 8443 or 10000; or open it"
                    + " yourself: "
                    + new Call.On(publicPort, localPort).words()));
      }
    }
    return Optional.empty();
  }

  private String written() {
    return "the monitor writes it again by itself; by hand: "
        + new Call.On(publicPort, localPort).words();
  }

  private Standing taken(String what) {
    return new Standing.Foreign(
        what + ", which is not ours and is left alone",
        "if nobody needs it: "
            + new Call.Off(publicPort).words()
            + "; else choose another daemon.tunnel.public-port: 443, 8443 or"
            + " 10000");
  }

  private List<String> missing(Scope scope) {
    var missing = new ArrayList<String>();
    Listener listener = scope.ports().get(publicPort);
    if (listener == null || !listener.https()) {
      missing.add("HTTPS on port " + publicPort);
    }
    Target root = scope.at(hostPort()).get(ROOT);
    if (root == null) {
      missing.add("what it leads to");
    } else if (!isOurs(root)) {
      missing.add("that it leads to port " + localPort + " and no longer to " + root.words());
    }
    if (!scope.funnels().getOrDefault(hostPort(), false)) {
      missing.add("the leave for the Internet");
    }
    return missing;
  }

  /// Whether there is something of it: its target, or the leave for the Internet that belongs to
  /// nothing else. The port alone says nothing, all names share it.
  private boolean begun(Scope scope) {
    return scope.at(hostPort()).containsKey(ROOT)
        || (scope.funnels().containsKey(hostPort()) && scope.at(hostPort()).isEmpty());
  }

  private boolean isOurs(Target target) {
    Integer port = localPort(target);
    return port != null && port == localPort;
  }

  /// The port of this machine that requests are passed on to as they are; nothing where they are
  /// passed on in another way.
  private static @Nullable Integer localPort(@Nullable Target target) {
    String proxy = target == null ? null : target.proxy();
    if (proxy == null) {
      return null;
    }
    try {
      var uri = new URI(proxy);
      String path = uri.getRawPath();
      boolean whole = path == null || path.isEmpty() || path.equals(ROOT);
      boolean plain = uri.getRawQuery() == null && uri.getRawUserInfo() == null;
      String host = uri.getHost();
      boolean here = "http".equals(uri.getScheme()) && host != null && HERE.contains(host);
      return here && whole && plain ? uri.getPort() : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
