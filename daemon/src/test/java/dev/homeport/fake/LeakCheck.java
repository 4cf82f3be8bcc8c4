package dev.homeport.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test that leaves a thread, virtual ones included, or a socket behind. For a class:
/// `@ExtendWith(LeakCheck.class)`; what a class starts once, in a `@BeforeAll`, is not held against
/// its tests.
///
/// Virtual threads are found in the JVM's own dump, which knows all of them; sockets are counted
/// where the system shows its descriptors as files, that is on Linux. What is about to end is given
/// two seconds.
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {
  private static final Duration SETTLING = Duration.ofSeconds(2);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /// Threads that the JVM, the libraries and the test runner make when they like.
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(ForkJoinPool|VirtualThread-|(Read|Write|Master|Sub)-?Poller|Common-Cleaner|Cleaner-"
              + "|process reaper|Attach Listener|junit-|surefire-|C[12] Compiler|Notification).*");

  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(LeakCheck.class);

  static {
    // The JVM keeps a socket of its own from the first one that is closed.
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      client.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What there is at one moment: threads by id with their names, and open sockets.
  record Inventory(Map<String, String> threads, Set<String> sockets) {
    Inventory without(Inventory before) {
      var newThreads = new TreeMap<>(threads);
      newThreads.keySet().removeAll(before.threads.keySet());
      var newSockets = new TreeSet<>(sockets);
      newSockets.removeAll(before.sockets);
      return new Inventory(newThreads, newSockets);
    }

    boolean isEmpty() {
      return threads.isEmpty() && sockets.isEmpty();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    remember(context);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    check(context);
  }

  /// The same for a class as a whole: what it starts in a `@BeforeAll` must be gone after its
  /// `@AfterAll`. For a class whose tests run side by side, too, since nobody can say which of them
  /// has left something behind.
  public static final class OfClass implements BeforeAllCallback, AfterAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
      remember(context);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
      check(context);
    }
  }

  private static void remember(ExtensionContext context) throws IOException {
    context.getStore(OURS).put(context.getUniqueId(), take());
  }

  private static void check(ExtensionContext context) throws IOException {
    Inventory before =
        Objects.requireNonNull(context.getStore(OURS).get(context.getUniqueId(), Inventory.class));
    Inventory left = left(before, SETTLING);
    if (!left.isEmpty()) {
      throw new AssertionError(
          "left behind: threads " + left.threads().values() + ", sockets " + left.sockets());
    }
  }

  /// What has come since then and does not go within this time.
  static Inventory left(Inventory before, Duration within) throws IOException {
    long deadline = System.nanoTime() + within.toNanos();
    Inventory left = take().without(before);
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
      left = take().without(before);
    }
    return left;
  }

  static Inventory take() throws IOException {
    return new Inventory(threads(), sockets());
  }

  private static Map<String, String> threads() throws IOException {
    Path folder = Files.createTempDirectory("threads");
    Path file = folder.resolve("dump.json");
    try {
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
      var threads = new TreeMap<String, String>();
      for (JsonNode container :
          MAPPER.readTree(file.toFile()).path("threadDump").path("threadContainers")) {
        for (JsonNode thread : container.path("threads")) {
          String name = thread.path("name").asText();
          boolean empty = thread.path("stack").isEmpty();
          if (!FOREIGN.matcher(name).matches() && !(empty && name.isEmpty())) {
            threads.put(thread.path("tid").asText(), name);
          }
        }
      }
      return threads;
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static Set<String> sockets() throws IOException {
    var sockets = new TreeSet<String>();
    Path descriptors = Path.of("/proc/self/fd");
    if (Files.isDirectory(descriptors)) {
      try (Stream<Path> all = Files.list(descriptors)) {
        for (Path descriptor : all.toList()) {
          try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (target.startsWith("socket:")) {
              sockets.add(target);
            }
          } catch (IOException _) {
            // It was closed meanwhile.
          }
        }
      }
    }
    return sockets;
  }
}
