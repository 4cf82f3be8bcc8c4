package dev.homeport.tunnel.outside.dns;

import dev.homeport.host.Command;
import dev.homeport.host.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name servers that a machine uses besides MagicDNS, as its system lists them: those of its
/// network, which know of a name what all the world knows.
final class NameServers {
  static final int PORT = 53;

  /// More are not asked: there is not time for more.
  private static final int MOST = 3;

  private static final Duration SCUTIL = Duration.ofSeconds(2);
  private static final Pattern LISTED = Pattern.compile("(?m)^\\s*nameserver\\s+(\\S+)");
  private static final Pattern SCOPED = Pattern.compile("\\s*nameserver\\[\\d+] : (\\S+)\\s*");

  /// Where Linux keeps them: what systemd's own resolver asks, what programs ask, and what they
  /// asked before Tailscale wrote its own there.
  private static final List<Path> FILES =
      List.of(
          Path.of("run/systemd/resolve/resolv.conf"),
          Path.of("etc/resolv.conf"),
          Path.of("etc/resolv.pre-tailscale-backup.conf"));

  private NameServers() {}

  /// Those of this machine, the first to be asked first.
  ///
  /// @param root where its files begin: `/`
  static List<InetSocketAddress> of(Platform platform, Path root) throws InterruptedException {
    Set<String> listed =
        platform.os() == Platform.Os.MACOS ? fromScutil(platform) : fromFiles(root);
    return listed.stream()
        .flatMap(each -> address(each).stream())
        .filter(address -> !Tailnet.isMagic(address))
        .distinct()
        .limit(MOST)
        .map(address -> new InetSocketAddress(address, PORT))
        .toList();
  }

  /// A name server as a person writes it: `1.1.1.1`, `1.1.1.1:5353`, `2606:4700::1111`, `[::1]:53`.
  static Optional<InetSocketAddress> written(String text) {
    Matcher parts = Pattern.compile("\\[(.+)](?::(\\d{1,5}))?|([^:]+):(\\d{1,5})").matcher(text);
    if (!parts.matches()) {
      return address(text).map(address -> new InetSocketAddress(address, PORT));
    }
    String host = parts.group(1) == null ? parts.group(3) : parts.group(1);
    String digits = parts.group(1) == null ? parts.group(4) : parts.group(2);
    int port = digits == null ? PORT : Integer.parseInt(digits);
    return port < 1 || port > 65_535
        ? Optional.empty()
        : address(host).map(address -> new InetSocketAddress(address, port));
  }

  private static Optional<InetAddress> address(String literal) {
    try {
      return Optional.of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Set<String> fromFiles(Path root) {
    var listed = new LinkedHashSet<String>();
    for (Path each : FILES) {
      Matcher lines = LISTED.matcher(text(root.resolve(each)));
      while (lines.find()) {
        listed.add(lines.group(1));
      }
    }
    return listed;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  private static Set<String> fromScutil(Platform platform) throws InterruptedException {
    Path scutil = platform.executable("scutil").orElse(Path.of("/usr/sbin/scutil"));
    return switch (Command.of(SCUTIL, scutil, "--dns").run()) {
      case Command.Result.Ran(_, String out, _) -> fromScutil(out);
      case Command.Result.TimedOut _, Command.Result.NotFound _ -> Set.of();
    };
  }

  /// Those of what `scutil --dns` prints that are for every name. One that is for some domains
  /// alone knows nothing of others; and where MagicDNS has taken the place of all, those of the
  /// network still stand among the scoped ones.
  static Set<String> fromScutil(String printed) {
    var listed = new LinkedHashSet<String>();
    for (String resolver : printed.split("(?m)^resolver #\\d+\\s*$|^DNS configuration.*$", -1)) {
      var own = new ArrayList<String>();
      boolean forAll = true;
      for (String line : resolver.lines().toList()) {
        Matcher server = SCOPED.matcher(line);
        if (server.matches()) {
          own.add(server.group(1));
        }
        forAll &= !line.strip().matches("domain\\s*:.*");
      }
      if (forAll) {
        listed.addAll(own);
      }
    }
    return listed;
  }
}
