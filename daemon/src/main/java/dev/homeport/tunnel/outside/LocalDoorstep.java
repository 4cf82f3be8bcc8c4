package dev.homeport.tunnel.outside;

import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.Doorstep;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Asks what listens on our port for its health, over loopback and a new connection each time.
///
/// That may be our daemon in this process, one in another, or another program altogether, which is
/// as good: the tunnel leads to a port and not to us.
public final class LocalDoorstep implements Doorstep {
  static final String INSTANCE = "Homeport-Instance";
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int UNHEALTHY = 503;

  private final Supplier<InetSocketAddress> door;
  private final Duration limit;
  private final Ticker ticker;

  /// The doorstep at this address, which is asked for each time.
  public LocalDoorstep(Supplier<InetSocketAddress> door, Ticker ticker) {
    this(door, LIMIT, ticker);
  }

  LocalDoorstep(Supplier<InetSocketAddress> door, Duration limit, Ticker ticker) {
    this.door = door;
    this.limit = limit;
    this.ticker = ticker;
  }

  @Override
  public Seen look() throws InterruptedException {
    InetSocketAddress where = door.get();
    String name = where.getHostString() + ":" + where.getPort();
    long began = ticker.nanoTime();
    var deadline = Deadline.in(limit, ticker);
    try (var socket = new Socket()) {
      InTime.by(
          deadline,
          socket,
          () -> {
            socket.connect(where);
            return true;
          });
      Heard heard = new Get(name, "/health", List.of()).ask(socket, socket, deadline);
      return seen(name, heard, Duration.ofNanos(ticker.nanoTime() - began));
    } catch (SocketTimeoutException e) {
      return nothing(name, "nothing at " + name + " takes a connection in " + words(limit));
    } catch (IOException e) {
      return nothing(name, "nothing listens on " + name + ": " + Words.of(e));
    }
  }

  private Seen seen(String name, Heard heard, Duration took) {
    return switch (heard) {
      case Heard.Answered(Answer answer) when answer.end() != Answer.End.CUT ->
          answered(name, answer, took);
      case Heard.Late() -> nothing(name, name + " takes connections and says nothing");
      case Heard.Answered _, Heard.Garbled _, Heard.Ended _, Heard.Broken _ ->
          nothing(name, name + " does not answer as it should: " + heard.words());
    };
  }

  private static Seen answered(String name, Answer answer, Duration took) {
    String instance = answer.field(INSTANCE);
    if (instance == null) {
      return new Seen(
          List.of(
              Evidence.fine(
                      Layer.DAEMON,
                      "another program answers at " + name + ": HTTP " + answer.status())
                  .in(took),
              Evidence.unseen(Layer.OLLAMA, "only Homeport says how Ollama is")),
          null,
          null);
    }
    String ours = Words.plain(instance);
    return new Seen(
        List.of(Evidence.fine(Layer.DAEMON, ours + " answers at " + name).in(took), ollama(answer)),
        null,
        ours);
  }

  private static Evidence ollama(Answer answer) {
    if (answer.status() == 200) {
      return Evidence.fine(Layer.OLLAMA, "answers");
    }
    if (answer.status() != UNHEALTHY) {
      return Evidence.unseen(Layer.OLLAMA, "/health is HTTP " + answer.status());
    }
    String reason =
        JsonObject.parse(answer.body()) instanceof JsonObject.Parsed.Good(JsonObject page)
            ? page.text("reason", "it gives no reason")
            : "it gives no reason";
    return Evidence.fails(Layer.OLLAMA, Words.plain(reason));
  }

  private static Seen nothing(String name, String what) {
    int colon = name.lastIndexOf(':');
    String next =
        "start what shall listen there: homeport daemon; who holds the port: lsof -i :"
            + name.substring(colon + 1);
    return new Seen(
        List.of(
            Evidence.fails(Layer.DAEMON, what),
            Evidence.unseen(Layer.OLLAMA, "nothing answers before it")),
        new Finding(Cause.NOTHING_LISTENS, what, next),
        null);
  }

  private static String words(Duration limit) {
    return limit.toMillis() + " ms";
  }
}
