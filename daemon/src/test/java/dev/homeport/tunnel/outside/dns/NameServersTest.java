package dev.homeport.tunnel.outside.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Programs;
import dev.homeport.host.Platform;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The name servers of a machine without MagicDNS.
class NameServersTest {
  /// A Mac on which MagicDNS answers for everything.
  private static final String SCUTIL =
      """
      DNS configuration

      resolver #1
        search domain[0] : tail1234.ts.net
        nameserver[0] : 100.100.100.100
        nameserver[1] : fd7a:115c:a1e0::53
        if_index : 22 (utun4)
        flags    : Supplemental, Request A records, Request AAAA records
        reach    : 0x00000003 (Reachable,Transient Connection)
        order    : 101200

      resolver #2
        domain   : local
        options  : mdns
        timeout  : 5
        nameserver[0] : 192.168.7.7

      DNS configuration (for scoped queries)

      resolver #1
        search domain[0] : home.example
        nameserver[0] : 192.168.1.1
        nameserver[1] : 2001:db8::1
        nameserver[2] : fe80::1%en0
        if_index : 14 (en0)
        flags    : Scoped, Request A records
        reach    : 0x00020002 (Reachable,Directly Reachable Address)

      resolver #2
        nameserver[0] : 100.100.100.100
        if_index : 22 (utun4)
        flags    : Scoped, Request A records
      """;

  @TempDir private Path folder;

  private static List<String> names(List<InetSocketAddress> servers) {
    return servers.stream()
        .map(each -> each.getAddress().getHostAddress() + " " + each.getPort())
        .toList();
  }

  private void file(String path, String... lines) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
  }

  private List<String> onLinux() throws InterruptedException {
    return names(NameServers.of(Platform.of(Map.of(), "Linux", "/home/ann", "ann"), folder));
  }

  @Test
  void macTellsThoseOfItsNetworkThroughScutil() throws Exception {
    var programs = new Programs(folder);
    programs.put("scutil", "[ \"$1\" = --dns ] || exit 1", "cat <<'END'\n" + SCUTIL + "END");
    Platform mac = Platform.of(programs.env(), "Mac OS X", "/Users/ann", "ann");
    assertThat(names(NameServers.of(mac, folder)))
        .containsExactly("192.168.1.1 53", "2001:db8:0:0:0:0:0:1 53");
  }

  @Test
  void macWithoutAnAnswerOfScutilHasNone() throws Exception {
    var programs = new Programs(folder);
    programs.put("scutil", "echo 'No DNS configuration available'");
    Platform mac = Platform.of(programs.env(), "Mac OS X", "/Users/ann", "ann");
    assertThat(NameServers.of(mac, folder)).isEmpty();
  }

  @Test
  void linuxNamesWhatSystemdAsksBeforeSystemdItself() throws Exception {
    file("etc/resolv.conf", "# by systemd", "nameserver 127.0.0.53", "options edns0");
    file(
        "run/systemd/resolve/resolv.conf",
        "nameserver 100.100.100.100",
        "nameserver 192.168.1.1",
        "nameserver 192.168.1.2");
    assertThat(onLinux()).containsExactly("192.168.1.1 53", "192.168.1.2 53", "127.0.0.53 53");
  }

  @Test
  void linuxNamesWhatWasThereBeforeTailscale() throws Exception {
    file("etc/resolv.conf", "# by tailscale", "nameserver 100.100.100.100", "search ts.net");
    file("etc/resolv.pre-tailscale-backup.conf", "nameserver\t192.168.1.1", "nameserver nonsense");
    assertThat(onLinux()).containsExactly("192.168.1.1 53");
  }

  @Test
  void machineWithoutFilesHasNone() throws Exception {
    assertThat(onLinux()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.1.1.1, 1.1.1.1 53",
    "1.1.1.1:5353, 1.1.1.1 5353",
    "[::1]:53, 0:0:0:0:0:0:0:1 53",
    "[::1], 0:0:0:0:0:0:0:1 53",
    "2606:4700::1111, 2606:4700:0:0:0:0:0:1111 53",
  })
  void writtenServerIsUnderstood(String text, String meant) {
    assertThat(NameServers.written(text).stream().toList())
        .singleElement()
        .satisfies(server -> assertThat(names(List.of(server))).containsExactly(meant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "one.one.one.one", "1.1.1.1:0", "1.1.1.1:99999", "[::1", "1.1.1.1:x"})
  void nothingElseIsAServer(String text) {
    assertThat(NameServers.written(text)).isEmpty();
  }
}
