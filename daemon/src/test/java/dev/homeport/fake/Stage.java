package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.homeport.fake.Act.Beat;
import dev.homeport.lifecycle.Threads;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One connection to a [RudeServer]. It waits by reading, so it notices at once when its peer goes.
final class Stage {
  private final Socket socket;
  private final int number;
  private final Function<Heard, Act> chooser;

  /// Whether nothing is chosen before all of a request was heard.
  private final boolean patient;

  private final Consumer<Heard> audience;
  private @Nullable Thread thread;

  /// Whether we closed it, so that what follows is no departure of the peer.
  private volatile boolean closed;

  /// The last request, for the departure that is noticed while nobody asks.
  private @Nullable Heard last;

  Stage(
      Socket socket,
      int number,
      Function<Heard, Act> chooser,
      boolean patient,
      Consumer<Heard> audience) {
    this.socket = socket;
    this.number = number;
    this.chooser = chooser;
    this.patient = patient;
    this.audience = audience;
  }

  void start(Runnable whenOver) {
    thread =
        Threads.virtual(
            "rude connection",
            () -> {
              try {
                run();
              } finally {
                whenOver.run();
              }
            });
  }

  Thread thread() {
    if (thread == null) {
      throw new IllegalStateException("not started");
    }
    return thread;
  }

  void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException _) {
      // Closed is closed.
    }
  }

  private void run() {
    // The catch stands inside, because the socket is closed before one outside is reached.
    try (socket) {
      try {
        socket.setTcpNoDelay(true);
        var in = new BufferedInputStream(socket.getInputStream());
        while (ask(in)) {
          // The connection stays for one more.
        }
      } catch (IOException e) {
        if (last != null && !closed) {
          last.left(!(e instanceof EOFException));
        }
      }
    } catch (IOException _) {
      // Nothing is left to be done about it.
    }
  }

  private boolean ask(BufferedInputStream in) throws IOException {
    String head = head(in);
    var heard = new Heard(number, head);
    last = heard;
    if (patient) {
      heard.brought(body(head, heard, in));
    }
    Act act = chooser.apply(heard);
    if (act.isEarly()) {
      audience.accept(heard);
      play(act, in);
    }
    if (!patient && (!act.isEarly() || act.after() == Act.After.STAYS)) {
      heard.brought(body(head, heard, in));
    }
    if (!act.isEarly()) {
      audience.accept(heard);
      play(act, in);
    }
    return end(act, in);
  }

  private void play(Act act, BufferedInputStream in) throws IOException {
    for (Iterator<Beat> beats = act.beats(); beats.hasNext(); ) {
      Beat beat = beats.next();
      pause(beat.pause(), in);
      socket.getOutputStream().write(beat.bytes());
    }
  }

  /// Waits, unless the peer goes.
  private void pause(Duration pause, BufferedInputStream in) throws IOException {
    if (pause.isPositive()) {
      socket.setSoTimeout(Math.max(1, (int) pause.toMillis()));
      in.mark(1);
      try {
        if (in.read() < 0) {
          throw new EOFException();
        }
        in.reset();
      } catch (SocketTimeoutException _) {
        // It is still there.
      } finally {
        socket.setSoTimeout(0);
      }
    }
  }

  private boolean end(Act act, InputStream in) throws IOException {
    switch (act.after()) {
      case STAYS -> {
        return true;
      }
      case HANGS -> drain(in);
      case CLOSES -> {
        if (act.isEarly()) {
          // With bytes unread, closing would reset the connection and take the answer along.
          socket.shutdownOutput();
          drain(in);
        }
      }
      case RESETS -> socket.setSoLinger(true, 0);
    }
    return false;
  }

  private static void drain(InputStream in) throws IOException {
    while (in.read() >= 0) {
      // Only the end counts.
    }
    throw new EOFException();
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int next = read(in);
      head.write(next);
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(ISO_8859_1);
  }

  private static byte[] body(String head, Heard heard, InputStream in) throws IOException {
    if (heard.header("Transfer-Encoding").isPresent()) {
      return chunks(in);
    }
    int length = Integer.parseInt(heard.header("Content-Length").orElse("0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException(head);
    }
    return body;
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(in), 16);
      if (size == 0) {
        while (!line(in).isEmpty()) {
          // Trailers are of no interest.
        }
        return body.toByteArray();
      }
      body.write(in.readNBytes(size));
      line(in);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = read(in); next != '\n'; next = read(in)) {
      line.write(next);
    }
    return line.toString(ISO_8859_1).strip();
  }

  private static int read(InputStream in) throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException();
    }
    return next;
  }
}
