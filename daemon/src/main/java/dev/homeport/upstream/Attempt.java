package dev.homeport.upstream;

import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Cancelled;
import dev.homeport.failure.Failure.Garbled;
import dev.homeport.failure.Failure.Severed;
import dev.homeport.failure.Failure.Silent;
import dev.homeport.failure.Failure.Unreachable;
import dev.homeport.failure.Failure.Wait;
import dev.homeport.wire.Field;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/// One question to one upstream, cancelled at once from any thread.
///
/// A kept connection may have died while nobody looked, as happens when Ollama restarts. When one
/// ends before a byte of the answer came, the question is asked once more on a new connection: the
/// server that could have begun to answer is gone.
public final class Attempt {
  /// As many heads are read until a final one has to come.
  private static final int MOST_HEADS = 100;

  private static final int HIGHEST_STATUS = 599;
  private static final String ACK = "Homeport-Ack";

  private final HttpUpstream upstream;

  /// The connection in use; guarded by `this`, as is `cancelled`, so that a cancel that comes
  /// between two connections is not lost.
  private @Nullable UpstreamConnection connection;

  private boolean cancelled;

  /// Hears what a daemon of ours says of a question before it answers; set before it is asked.
  private Consumer<String> news = _ -> {};

  /// Hears that the question is sent, and how long that took; set before it is asked.
  private Consumer<Duration> sending = _ -> {};

  /// Whether the question has been sent whole, and whether it must not be sent once more; guarded
  /// by `this`.
  private boolean sent;

  private boolean once;

  /// Why it was given up, where that was not because the client left; guarded by `this`.
  private @Nullable Overdue overdue;

  /// What took too long, and how that is told.
  private record Overdue(Wait limit, String why) {}

  Attempt(HttpUpstream upstream) {
    this.upstream = upstream;
  }

  /// Asks, and waits for the head of the answer for as long as it takes.
  public Reply ask(Question question) {
    UpstreamConnection kept = upstream.takeIdle();
    if (kept != null) {
      long before = kept.received();
      try {
        return answered(question, kept);
      } catch (IOException | HttpException e) {
        boolean begun = kept.received() != before;
        kept.abort();
        if (begun || isCancelled() || isOnce()) {
          return new Reply.Failed(failureOf(e, true));
        }
      } catch (RuntimeException e) {
        kept.abort();
        throw e;
      }
    }
    var fresh = new UpstreamConnection();
    boolean connected = false;
    try {
      use(fresh);
      upstream.connect(fresh);
      connected = true;
      return answered(question, fresh);
    } catch (IOException | HttpException e) {
      fresh.abort();
      return new Reply.Failed(failureOf(e, connected));
    } catch (RuntimeException e) {
      fresh.abort();
      throw e;
    }
  }

  /// Ends the attempt in whatever phase it is. The upstream's side is reset.
  public void cancel() {
    UpstreamConnection used;
    synchronized (this) {
      cancelled = true;
      used = connection;
      connection = null;
    }
    if (used != null) {
      used.abort();
    }
  }

  /// From here on this hears how a question stands that is not answered yet.
  public void onNews(Consumer<String> listener) {
    news = listener;
  }

  /// From here on this hears that the question is sent whole, and how long that took: it may happen
  /// twice. What is sent need not be there.
  public void onSent(Consumer<Duration> listener) {
    sending = listener;
  }

  /// Ends the attempt because it takes too long; the same as [#cancel], but for what is told.
  public void expire(Wait limit, String why) {
    synchronized (this) {
      if (!cancelled) {
        overdue = new Overdue(limit, why);
      }
    }
    cancel();
  }

  /// From here on its question need not be there any more; false where it is needed still.
  public synchronized boolean outlastsQuestion() {
    once = sent;
    return once;
  }

  private synchronized boolean isOnce() {
    return once;
  }

  private synchronized void sent(boolean whole) {
    sent = whole;
  }

  private Reply answered(Question question, UpstreamConnection used)
      throws IOException, HttpException {
    use(used);
    sent(false);
    var request =
        new BasicClassicHttpRequest(question.method(), upstream.targetOf(question.target()));
    request.addHeader("Host", upstream.hostHeader());
    for (Field field : question.headers()) {
      request.addHeader(field.name(), field.value());
    }
    var http = used.http();
    var payload = question.payload();
    if (payload != null) {
      request.addHeader("Content-Length", Long.toString(payload.length()));
      request.setEntity(new PayloadEntity(payload));
    }
    ClassicHttpResponse response;
    long began = upstream.nanos();
    try {
      http.sendRequestHeader(request);
      if (payload != null && payload.length() > 0) {
        http.sendRequestEntity(request);
      }
      http.flush();
      sent(true);
      sending.accept(Duration.ofNanos(upstream.nanos() - began));
      response = headFrom(http);
    } catch (SocketException e) {
      response = early(used, e);
    }
    return new Reply.Answered(new Answer(this, used, question.method(), response));
  }

  /// The head of the final answer.
  private ClassicHttpResponse headFrom(DefaultBHttpClientConnection http)
      throws IOException, HttpException {
    try {
      for (int i = 0; i < MOST_HEADS; i++) {
        ClassicHttpResponse response = http.receiveResponseHeader();
        if (response.getCode() > HIGHEST_STATUS) {
          throw new HttpException("its status is none");
        }
        if (response.getCode() >= HttpStatus.SC_OK) {
          return response;
        }
        Header standing = response.getFirstHeader(ACK);
        if (standing != null && standing.getValue() != null) {
          lived();
          news.accept(standing.getValue());
        }
        if (response.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
          throw new HttpException("it wants to switch protocols");
        }
      }
      throw new HttpException("it sends one interim head after the other");
    } catch (IllegalArgumentException e) {
      // The library says so of a status like 000.
      throw new HttpException("its head makes no sense", e);
    }
  }

  /// The head of an answer that was given before all of the question was heard. Who does that
  /// closes the connection, and the question breaks off; nothing is waited for, because a
  /// connection on which nothing can be sent has all it will ever bring.
  private ClassicHttpResponse early(UpstreamConnection used, SocketException broken)
      throws IOException {
    used.breakOff();
    try {
      return headFrom(used.http());
    } catch (IOException | HttpException e) {
      broken.addSuppressed(e);
      throw broken;
    }
  }

  /// Makes this the connection that a cancel closes.
  private void use(UpstreamConnection next) throws IOException {
    synchronized (this) {
      if (!cancelled) {
        connection = next;
        return;
      }
    }
    throw new IOException("cancelled");
  }

  /// The answer is over: the connection is nobody's from here, unless a cancel came first.
  void finish(UpstreamConnection used, boolean reusable) {
    synchronized (this) {
      if (connection == used) {
        connection = null;
      } else {
        return;
      }
    }
    if (reusable) {
      upstream.giveBack(used);
    } else {
      used.abort();
    }
  }

  /// Something has come that only somebody alive sends.
  void lived() {
    upstream.lived();
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  private synchronized @Nullable Overdue overdue() {
    return overdue;
  }

  Failure failureOf(Exception e, boolean connected) {
    String where = upstream.where();
    if (isCancelled()) {
      Overdue late = overdue();
      return late == null
          ? new Cancelled(where, "the client left")
          : new Silent(where, late.why(), late.limit());
    }
    if (!connected) {
      Hurdle hurdle = Hurdle.of(e);
      return new Unreachable(where, hurdle.why(), hurdle.obstacle());
    }
    boolean malformed =
        e instanceof HttpException
            || e instanceof MessageConstraintException
            || (e instanceof MalformedChunkCodingException && !isCut(e));
    if (malformed) {
      return new Garbled(where, "what it sent is not an HTTP answer");
    }
    return new Severed(where, "it closed the connection before its answer was whole");
  }

  /// Whether chunks ended in the middle. The library says of an end between a chunk and the line
  /// break after it, which is where a daemon of ours dies, that the break is missing.
  private static boolean isCut(Exception e) {
    return e instanceof TruncatedChunkException
        || "CRLF expected at end of chunk".equals(e.getMessage());
  }
}
