package dev.homeport.fake.tailnet;

import dev.homeport.fake.Programs;
import dev.homeport.fake.tailnet.FakeDns.Says;
import dev.homeport.fake.tailnet.FakePortal.Net;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// All that lies between the Internet and a port of this machine, and what this machine is told of
/// it: the command `tailscale`, the edges of the public way in, public names and a portal. They fit
/// each other: what the edges do follows from the state of the machine, unless a test says that
/// they do something else.
public final class Tailnet implements AutoCloseable {
  /// The port on which the Internet asks; one of the three that there are, and free for everybody.
  public static final int PUBLIC_PORT = 8443;

  /// Issues the certificates of all edges of all tests of this JVM.
  public static final Issuer ISSUER = new Issuer("public authority");

  private static final SecureRandom RANDOM = new SecureRandom();

  /// What an edge does in spite of the state of the machine.
  ///
  /// @param until words of `tailscale` that mend it, once they were called after so many calls
  private record Spite(Way way, @Nullable Pattern until, int after) {}

  private final FakeTailscale tailscale;
  private final FakeDns dns = new FakeDns();
  private final FakePortal portal = new FakePortal();
  private final List<FakeEdge> edges = new ArrayList<>();
  private final Map<Integer, Spite> spites = new ConcurrentHashMap<>();
  private final int localPort;

  /// A funnelled machine with two edges, and a port of it on which nobody listens yet.
  public Tailnet(Programs programs) {
    this(FakeTailscale.in(programs), freePort());
  }

  /// Everything around that command, for that port of this machine.
  public Tailnet(FakeTailscale tailscale, int localPort) {
    this.localPort = localPort;
    this.tailscale = tailscale.ports(PUBLIC_PORT, localPort);
    for (int i = 0; i < 2; i++) {
      edges.add(edge(i));
    }
    namesFollow();
  }

  private FakeEdge edge(int index) {
    for (int tries = 0; ; tries++) {
      InetAddress address =
          FakeEdge.loopback(1 + RANDOM.nextInt(254), RANDOM.nextInt(255), 1 + RANDOM.nextInt(254));
      try {
        return new FakeEdge(
            new InetSocketAddress(address, PUBLIC_PORT),
            ISSUER,
            this::name,
            localPort,
            () -> way(index));
      } catch (UncheckedIOException e) {
        if (tries == 20) {
          throw e;
        }
      }
    }
  }

  private static int freePort() {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// From now on the machine is like this, and the names are those of its node.
  public Tailnet becomes(State state) {
    tailscale.becomes(state);
    namesFollow();
    return this;
  }

  private void namesFollow() {
    InetAddress[] addresses =
        edges.stream().map(edge -> edge.address().getAddress()).toArray(InetAddress[]::new);
    boolean renamed = tailscale.state().node() == Node.RENAMED;
    dns.on(renamed ? FakeTailscale.NAME : FakeTailscale.NEW_NAME, new Says.Nothing());
    dns.on(name(), addresses);
  }

  /// From now on every edge does this whatever the machine is like.
  public Tailnet ingress(Way way) {
    for (int i = 0; i < edges.size(); i++) {
      ingress(i, way);
    }
    return this;
  }

  /// From now on that edge does this whatever the machine is like.
  public Tailnet ingress(int edge, Way way) {
    spites.put(edge, new Spite(way, null, 0));
    listening(edge, way);
    return this;
  }

  private void listening(int edge, Way way) {
    if (way instanceof Way.Refuses) {
      edges.get(edge).refuse();
    } else {
      edges.get(edge).listen();
    }
  }

  /// The same until `tailscale` is called with words that match.
  public Tailnet ingressUntil(Way way, String words) {
    int after = tailscale.calls().size();
    for (int i = 0; i < edges.size(); i++) {
      spites.put(i, new Spite(way, Pattern.compile(words), after));
      listening(i, way);
    }
    return this;
  }

  /// From now on edges do what follows from the machine's state.
  public Tailnet ingressWell() {
    spites.clear();
    edges.forEach(FakeEdge::listen);
    return this;
  }

  /// Takes the network away: no names, no edges, no portal, no control server.
  public Tailnet offline() {
    return cutOff(Net.GONE);
  }

  /// Leaves a network whose owner wants everybody to sign in first.
  public Tailnet captive() {
    return cutOff(Net.REDIRECTS);
  }

  private Tailnet cutOff(Net net) {
    portal.becomes(net);
    ingress(new Way.Refuses());
    // As a name server in the house says that reaches nobody; silence would only take longer.
    dns.on(name(), new Says.Failure());
    tailscale.becomes(tailscale.state().with(Node.CONTROL_GONE));
    return this;
  }

  /// Brings the network back, with the entries that there were.
  public Tailnet online() {
    portal.becomes(Net.OPEN);
    ingressWell();
    return becomes(tailscale.state().with(Node.RUNNING));
  }

  private Way way(int edge) {
    Spite spite = spites.get(edge);
    if (spite != null && !isMended(spite)) {
      return spite.way();
    }
    return way(tailscale.state());
  }

  private boolean isMended(Spite spite) {
    Pattern until = spite.until();
    return until != null
        && tailscale.calls().stream()
            .skip(spite.after())
            .anyMatch(call -> until.matcher(call.words()).matches());
  }

  /// What somebody outside meets while the machine is like this.
  static Way way(State state) {
    return switch (state.node().manner()) {
      case REFUSES, ABSENT, FROZEN -> new Way.Silent();
      case LACKS -> new Way.Ends();
      case WORKS, BROKEN -> {
        if (state.node() == Node.OLD_DAEMON) {
          yield new Way.Ends();
        }
        yield switch (state.entries()) {
          case FOREIGN, FOREIGN_PATH, FOREIGN_MACHINE ->
              new Way.Somebody(200, "Content-Type: text/html\r\n", "<h1>somebody's</h1>");
          case MOUNT_ALONE -> new Way.Somebody(404, "Content-Type: text/plain\r\n", "not found");
          default ->
              state.entries().leadHere(state.node() == Node.RENAMED)
                  ? new Way.Open()
                  : new Way.Ends();
        };
      }
    };
  }

  /// The command.
  public FakeTailscale tailscale() {
    return tailscale;
  }

  /// The public addresses.
  public List<FakeEdge> edges() {
    return List.copyOf(edges);
  }

  /// The public names.
  public FakeDns dns() {
    return dns;
  }

  /// What says whether there is an Internet.
  public FakePortal portal() {
    return portal;
  }

  /// The port of this machine that the entry leads to.
  public int localPort() {
    return localPort;
  }

  /// The node's name at the moment.
  public String name() {
    return tailscale.state().node() == Node.RENAMED ? FakeTailscale.NEW_NAME : FakeTailscale.NAME;
  }

  /// Where the Internet reaches the machine at the moment.
  public URI publicUrl() {
    return URI.create("https://" + name() + ":" + PUBLIC_PORT);
  }

  /// Connections that trust the edges.
  public SSLSocketFactory trust() {
    return ISSUER.trust();
  }

  /// The JVM's options with which another process trusts them; the file is written there.
  public List<String> trustOptions(Path file) {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + ISSUER.trustStore(file),
        "-Djavax.net.ssl.trustStorePassword=" + Issuer.PASSWORD);
  }

  /// The settings of a daemon here.
  public Map<String, String> settings() {
    return new TreeMap<>(
        Map.of(
            "daemon.tunnel.kind",
            "tailscale",
            "daemon.tunnel.public-port",
            "" + PUBLIC_PORT,
            "daemon.tunnel.resolver",
            dns.address(),
            "daemon.tunnel.captive-url",
            portal.uri().toString()));
  }

  /// The same as words of the command line, with the port to listen on.
  public List<String> words() {
    var words = new ArrayList<>(List.of("--listen", "127.0.0.1:" + localPort));
    settings()
        .forEach(
            (name, value) -> {
              words.add("--set");
              words.add(name + "=" + value);
            });
    return words;
  }

  @Override
  public void close() {
    edges.forEach(FakeEdge::close);
    dns.close();
    portal.close();
  }
}
