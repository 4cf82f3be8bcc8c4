package dev.homeport.doctor.look;

import dev.homeport.host.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// On which addresses of this machine somebody listens at a port.
public record Listeners(Platform platform, Path proc) {
  private static final String LISTENING = "0A";

  /// Those of this machine.
  public static Listeners here(Platform platform) {
    return new Listeners(platform, Path.of("/proc"));
  }

  /// The addresses, `*` for all; nothing where this machine does not show them.
  public Optional<List<String>> at(int port) throws InterruptedException {
    return switch (platform.os()) {
      case MACOS ->
          new Tools(platform)
              .output("lsof", "-nP", "-iTCP:" + port, "-sTCP:LISTEN", "-F", "pcn")
              .map(out -> byLsof(out, port));
      case LINUX -> byProc(port);
      case OTHER -> Optional.empty();
    };
  }

  /// Whether others than this machine reach such an address.
  public static boolean isOpen(String address) {
    return address.equals("*") || !Hosts.isThisMachine(address);
  }

  /// Lines that begin with `n`: `n127.0.0.1:11434`, `n*:11434`, `n[::1]:11434`.
  static List<String> byLsof(String out, int port) {
    String end = ":" + port;
    return out.lines()
        .filter(line -> line.startsWith("n") && line.endsWith(end))
        .map(line -> line.substring(1, line.length() - end.length()))
        .map(host -> host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
        .distinct()
        .sorted()
        .toList();
  }

  private Optional<List<String>> byProc(int port) {
    var addresses = new TreeSet<String>();
    boolean any = false;
    for (String table : List.of("net/tcp", "net/tcp6")) {
      try {
        for (String line : Files.readAllLines(proc.resolve(table))) {
          String[] columns = line.strip().split("\\s+", -1);
          if (columns.length > 3 && columns[3].equals(LISTENING)) {
            address(columns[1], port).ifPresent(addresses::add);
          }
        }
        any = true;
      } catch (IOException _) {
        // A machine without that protocol, or one that does not show it.
      }
    }
    return any ? Optional.of(List.copyOf(addresses)) : Optional.empty();
  }

  /// `0100007F:2CAA`: the address as the processor has it, four bytes at a time, and the port.
  private static Optional<String> address(String column, int port) {
    int colon = column.indexOf(':');
    if (colon < 0 || !column.substring(colon + 1).equals(String.format("%04X", port))) {
      return Optional.empty();
    }
    try {
      byte[] given = HexFormat.of().parseHex(column.substring(0, colon));
      var bytes = new byte[given.length];
      for (int i = 0; i < given.length; i++) {
        bytes[i] = given[i / 4 * 4 + 3 - i % 4];
      }
      InetAddress address = InetAddress.getByAddress(bytes);
      return Optional.of(address.isAnyLocalAddress() ? "*" : address.getHostAddress());
    } catch (IllegalArgumentException | UnknownHostException | IndexOutOfBoundsException _) {
      return Optional.empty();
    }
  }
}
