package dev.homeport.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LeakCheck.Inventory;
import dev.homeport.lifecycle.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LeakCheckTest {
  private static final Duration SOON = Duration.ofMillis(50);

  @Test
  void virtualThreadThatWaitsIsFound() throws Exception {
    Inventory before = LeakCheck.take();
    Thread thread = Threads.virtual("left behind", LockSupport::park);
    assertThat(LeakCheck.left(before, SOON).threads()).containsValue("left behind");
    LockSupport.unpark(thread);
    thread.join();
    assertThat(LeakCheck.left(before, Duration.ofSeconds(2)).threads()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void openSocketIsFound() throws IOException {
    Inventory before = LeakCheck.take();
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();
      assertThat(LeakCheck.left(before, SOON).sockets()).isNotEmpty();
    }
    assertThat(LeakCheck.left(before, Duration.ofSeconds(2)).sockets()).isEmpty();
  }
}
