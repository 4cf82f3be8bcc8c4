package dev.homeport.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Programs;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortHolderTest {
  private static final long OURSELVES = ProcessHandle.current().pid();

  @Test
  void kernelTellsWhoListens() throws Exception {
    var linux = Platform.of(Map.of(), "Linux", "/", "ann");
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PortHolder holder = PortHolder.of(socket.getLocalPort(), linux);

      assertThat(holder.pid()).isEqualTo(OURSELVES);
      assertThat(holder.program()).isNotBlank();
    }
  }

  @Test
  void nobodyIsNobody(@TempDir Path empty) throws Exception {
    assertThat(PortHolder.byProc(1, Path.of("/proc"))).isEmpty();
    assertThat(PortHolder.byProc(8888, empty)).isEmpty();
  }

  @Test
  void macTellsThroughLsof(@TempDir Path folder) throws Exception {
    var programs = new Programs(folder);
    programs.put(
        "lsof",
        "[ \"$*\" = '-nP -iTCP:8888 -sTCP:LISTEN -F pcn' ] || exit 2",
        "printf 'p%s\\nchomeport\\nf12\\nn127.0.0.1:8888\\np1\\ncother\\n' " + OURSELVES);
    var mac = Platform.of(programs.env(), "Mac OS X", "/", "ann");

    PortHolder holder = PortHolder.of(8888, mac);

    assertThat(holder).isEqualTo(new PortHolder(OURSELVES, "homeport"));
  }

  @Test
  void lsofThatSeesNothingLeavesNothing(@TempDir Path folder) throws Exception {
    var programs = new Programs(folder);
    programs.put("lsof", "exit 1");
    var mac = Platform.of(programs.env(), "Mac OS X", "/", "ann");

    assertThat(PortHolder.of(8888, mac)).isEqualTo(new PortHolder(null, null));
  }

  @Test
  void messageNamesWhoAndWhatToDo() {
    assertThat(new PortHolder(123L, "homeport").message("127.0.0.1", 8888, "daemon.listen"))
        .isEqualTo(
            "port 8888 on 127.0.0.1 is taken by homeport (pid 123):"
                + " stop it or choose another with daemon.listen");
    assertThat(new PortHolder(123L, null).message("127.0.0.1", 8888, "daemon.listen"))
        .startsWith("port 8888 on 127.0.0.1 is taken by the process 123:");
    assertThat(new PortHolder(null, null).message("127.0.0.1", 8888, "daemon.listen"))
        .startsWith("port 8888 on 127.0.0.1 is taken by a program that we may not see:");
  }
}
