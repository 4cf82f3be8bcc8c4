package dev.homeport.tunnel.outside.dns;

import dev.homeport.lifecycle.Threads;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// The system's own way to look a name up, as every program on the machine does it. Right where
/// that is outside, as a router is.
///
/// The system cannot be told to stop, so it is left behind when it takes too long.
public final class SystemResolver implements Resolver {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String BY = "the system";

  private final Duration limit;

  /// One that waits as long as is usual.
  public SystemResolver() {
    this(LIMIT);
  }

  /// One that waits so long.
  public SystemResolver(Duration limit) {
    this.limit = limit;
  }

  @Override
  public Found find(String host) throws InterruptedException {
    BlockingQueue<Found> found = new ArrayBlockingQueue<>(1);
    Thread _ = Threads.virtual("lookup", () -> found.add(ask(host)));
    Found answer = found.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    return answer == null ? unsaid("no address of " + host + " came in time") : answer;
  }

  /// A name that is not there and a resolver that is not there are told apart by the words alone.
  private static Found ask(String host) {
    try {
      return new Found.Addresses(List.of(InetAddress.getAllByName(host)), BY);
    } catch (UnknownHostException e) {
      String why = String.valueOf(e.getMessage());
      return why.contains("Temporary failure")
          ? unsaid("nobody could say what " + host + " is: " + why)
          : new Found.Nowhere("no address is known of " + host);
    }
  }

  private static Found unsaid(String why) {
    return new Found.Unsaid(why, "look at this machine's network and its name servers");
  }
}
