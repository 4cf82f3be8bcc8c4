package dev.homeport.host;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells when this machine came into another network: when addresses of its interfaces came or
/// went.
///
/// Reading them costs less than a millisecond and asks nobody. What says nothing of the way to the
/// Internet is left out: loopback, a tunnel's own addresses, which come and go with the tunnel that
/// would be looked at because of it, link-local ones, and the half of an IPv6 address that changes
/// for privacy.
public final class NetworkWatch implements Service {
  /// An address of an interface.
  record Bound(String device, InetAddress address) {}

  /// Where the addresses are read.
  @FunctionalInterface
  interface Reader {
    /// All of those that are up.
    Stream<Bound> read() throws IOException;
  }

  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Reader reader;
  private final Journal journal;
  private final Runnable listener;

  /// What was read last; nothing before the first time. The loop's own.
  private @Nullable Set<String> known;

  /// The loop, between start and stop.
  private volatile @Nullable Loop loop;

  /// A watch that tells this listener, which must return soon.
  public NetworkWatch(Journal journal, Runnable listener) {
    this(NetworkWatch::interfaces, journal, listener);
  }

  NetworkWatch(Reader reader, Journal journal, Runnable listener) {
    this.reader = reader;
    this.journal = journal;
    this.listener = listener;
  }

  @Override
  public String name() {
    return "network watch";
  }

  @Override
  public void start() {
    loop =
        Loop.start(
            name(),
            this::turn,
            bug ->
                journal.note(Weight.ERROR, "network watch failed", Map.of("why", bug.toString())));
  }

  @Override
  public void stop() throws InterruptedException {
    Loop running = loop;
    if (running != null) {
      running.stop();
      loop = null;
    }
  }

  /// Reads once, and tells what is new. What cannot be read says nothing.
  Duration turn() {
    Set<String> now = new TreeSet<>();
    try (Stream<Bound> all = reader.read()) {
      all.forEach(
          bound -> {
            String place = place(bound);
            if (place != null) {
              now.add(place);
            }
          });
    } catch (IOException e) {
      journal.note(Weight.DEBUG, "network not read", Map.of("why", e.toString()));
      return EVERY;
    }
    Set<String> before = known;
    known = now;
    if (before != null && !before.equals(now)) {
      journal.note(
          Weight.INFO,
          "network changed",
          Map.of("came", without(now, before), "went", without(before, now)));
      listener.run();
    }
    return EVERY;
  }

  private static int without(Set<String> these, Set<String> those) {
    var rest = new HashSet<>(these);
    rest.removeAll(those);
    return rest.size();
  }

  /// Where in which network an address is; nothing where it says nothing.
  private static @Nullable String place(Bound bound) {
    InetAddress address = bound.address();
    byte[] bytes = address.getAddress();
    if (address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || isOfATunnel(bytes)) {
      return null;
    }
    var text = new StringBuilder(bound.device());
    int telling = bytes.length == 16 ? 8 : bytes.length;
    for (int i = 0; i < telling; i++) {
      text.append(i == 0 ? ' ' : '.').append(bytes[i] & 0xff);
    }
    return text.toString();
  }

  /// 100.64.0.0/10, which Tailscale and Twingate use, and Tailscale's fd7a:115c:a1e0::/48.
  private static boolean isOfATunnel(byte[] bytes) {
    if (bytes.length == 4) {
      return bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    }
    int[] tailnet = {0xfd, 0x7a, 0x11, 0x5c, 0xa1, 0xe0};
    for (int i = 0; i < tailnet.length; i++) {
      if ((bytes[i] & 0xff) != tailnet[i]) {
        return false;
      }
    }
    return true;
  }

  private static Stream<Bound> interfaces() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(device -> device.inetAddresses().map(at -> new Bound(device.getName(), at)));
  }
}
