package dev.homeport.probe;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Loop;
import dev.homeport.lifecycle.Service;
import dev.homeport.time.SleepGap;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks our own server whether it lives, over a new connection each time, and ends the process when
/// it has not answered for long, so that the system starts a new one.
///
/// A server that no longer takes connections looks alive to everybody who asks inside the process.
/// What is merely slow must not be killed: after a sleep, and when this very loop was kept from
/// running in time, the count begins anew.
public final class SelfCheck implements Service {
  /// How often, how long each may take, and how many misses in a row are the end.
  record Rules(Duration every, Duration limit, int misses) {}

  private static final Rules USUAL = new Rules(Duration.ofSeconds(5), Duration.ofSeconds(5), 4);

  private static final byte[] QUESTION =
      "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ANSWER = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

  private final InetSocketAddress server;
  private final Rules rules;
  private final Journal journal;
  private final Runnable end;
  private final Ticker ticker;
  private final SleepGap gap;

  /// The loop's own, as is `misses`.
  private @Nullable Long lastNanos;

  private int misses;

  /// The connection that is open, which a stop closes.
  private volatile @Nullable Socket open;

  /// The loop, between start and stop.
  private volatile @Nullable Loop loop;

  /// A check of the server at this address.
  ///
  /// @param end what ends the process with a failure; called once
  public SelfCheck(
      InetSocketAddress server, Journal journal, Runnable end, Ticker ticker, WallClock wall) {
    this(server, USUAL, journal, end, ticker, wall);
  }

  SelfCheck(
      InetSocketAddress server,
      Rules rules,
      Journal journal,
      Runnable end,
      Ticker ticker,
      WallClock wall) {
    this.server = server;
    this.rules = rules;
    this.journal = journal;
    this.end = end;
    this.ticker = ticker;
    this.gap = new SleepGap(ticker, wall);
  }

  @Override
  public String name() {
    return "self-check";
  }

  @Override
  public void start() {
    loop =
        Loop.start(
            name(),
            this::turn,
            bug -> journal.note(Weight.ERROR, "self-check failed", Map.of("why", bug.toString())));
  }

  @Override
  public void stop() throws InterruptedException {
    Loop running = loop;
    if (running != null) {
      loop = null;
      shut(open);
      running.stop();
    }
  }

  private Duration turn() {
    if (misses < rules.misses() && count(ask()) >= rules.misses()) {
      journal.note(
          Weight.ERROR,
          "server does not answer itself",
          Map.of("address", server.toString(), "misses", misses));
      end.run();
    }
    return rules.every();
  }

  /// Counts what was heard, nothing meaning an answer; returns the misses in a row.
  int count(@Nullable String missed) {
    long now = ticker.nanoTime();
    Long last = lastNanos;
    Duration longest = rules.every().plus(rules.limit()).plus(rules.limit());
    boolean late = last != null && now - last > longest.toNanos();
    lastNanos = now;
    boolean excused = gap.check().isPresent() || late;
    if (missed == null || excused) {
      misses = 0;
      return 0;
    }
    misses++;
    journal.note(
        Weight.WARN, "server missed a self-check", Map.of("why", missed, "in-a-row", misses));
    return misses;
  }

  /// Nothing when it answered, or when we could not even ask: no descriptor left says nothing about
  /// streams that run.
  private @Nullable String ask() {
    boolean connected = false;
    try (var socket = new Socket()) {
      open = socket;
      int millis = Math.toIntExact(rules.limit().toMillis());
      socket.connect(server, millis);
      connected = true;
      socket.setSoTimeout(millis);
      socket.getOutputStream().write(QUESTION);
      return heard(socket.getInputStream());
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return connected || !why.contains("Too many open files") ? why : null;
    } finally {
      open = null;
    }
  }

  private static @Nullable String heard(InputStream in) throws IOException {
    byte[] head = in.readNBytes(ANSWER.length);
    return Arrays.equals(head, ANSWER)
        ? null
        : "it answered " + new String(head, StandardCharsets.ISO_8859_1);
  }

  private static void shut(@Nullable Socket socket) {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone, which is what was wanted.
      }
    }
  }
}
