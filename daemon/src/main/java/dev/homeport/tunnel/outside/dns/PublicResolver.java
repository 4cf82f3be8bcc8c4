package dev.homeport.tunnel.outside.dns;

import dev.homeport.host.Platform;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Asks name servers itself, without the system in between, which on a member of a tailnet answers
/// with the way inside. What such an answer holds all the same is thrown away.
///
/// One server after the other is asked until one knows; each gets an equal part of the time that is
/// left, and everything together takes no longer than the limit.
public final class PublicResolver implements Resolver {
  /// For all servers together.
  static final Duration LIMIT = Duration.ofSeconds(5);

  private static final String SYSTEM = "system";
  private static final String NEXT = "set daemon.tunnel.resolver: 1.1.1.1 (or another name server)";

  private final Servers servers;
  private final Duration limit;
  private final Ticker ticker;

  /// Who is asked; read anew each time, because networks change.
  @FunctionalInterface
  interface Servers {
    /// Those of the moment.
    List<InetSocketAddress> now() throws InterruptedException;
  }

  PublicResolver(Servers servers, Duration limit, Ticker ticker) {
    this.servers = servers;
    this.limit = limit;
    this.ticker = ticker;
  }

  /// One as the setting says: `system`, or the address of a name server; nothing where it says
  /// neither.
  public static Optional<Resolver> of(String setting, Platform platform, Ticker ticker) {
    if (setting.equals(SYSTEM)) {
      return Optional.of(
          new PublicResolver(() -> NameServers.of(platform, Path.of("/")), LIMIT, ticker));
    }
    return NameServers.written(setting)
        .map(server -> new PublicResolver(() -> List.of(server), LIMIT, ticker));
  }

  @Override
  public Found find(String host) throws InterruptedException {
    Optional<String> name = DnsQuestion.nameOf(host);
    if (name.isEmpty()) {
      return new Found.Nowhere("\"" + host + "\" cannot be the name of a host");
    }
    List<InetSocketAddress> asked = servers.now();
    if (asked.isEmpty()) {
      return new Found.Unsaid("this machine names no name server but MagicDNS", NEXT);
    }
    var deadline = Deadline.in(limit, ticker);
    Found last = new Found.Unsaid("there was no time to ask anybody", NEXT);
    for (int i = 0; i < asked.size() && !deadline.hasPassed(); i++) {
      long share = deadline.leftNanos() / (asked.size() - i);
      var turn = new NameServer(asked.get(i), Deadline.in(Duration.ofNanos(share), ticker));
      last = judged(name.get(), asked.get(i), turn.ask(name.get()));
      if (!(last instanceof Found.Unsaid)) {
        return last;
      }
    }
    return last;
  }

  /// What the answers of one server to both questions mean.
  static Found judged(String name, InetSocketAddress server, NameServer.Said said) {
    String by = server.getAddress().getHostAddress();
    List<InetAddress> all = said.addresses();
    List<InetAddress> ofAll = all.stream().filter(each -> !Tailnet.has(each)).toList();
    if (!ofAll.isEmpty()) {
      return new Found.Addresses(ofAll, by);
    }
    if (!all.isEmpty()) {
      String inside =
          all.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(" "));
      return new Found.Unsaid(
          by + " belongs to the tailnet: to it " + name + " is " + inside + " and nothing public",
          NEXT);
    }
    if (said.trouble() != null) {
      return new Found.Unsaid(by + " " + said.trouble(), NEXT);
    }
    return new Found.Nowhere(
        name + (said.exists() ? " has no address, says " : " does not exist, says ") + by);
  }
}
