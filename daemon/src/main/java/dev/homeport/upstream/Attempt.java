package dev.homeport.upstream;

import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Cancelled;
import dev.homeport.failure.Failure.Garbled;
import dev.homeport.failure.Failure.Severed;
import dev.homeport.failure.Failure.Unreachable;
import dev.homeport.upstream.Question.Field;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/// One question to one upstream, cancelled at once from any thread.
///
/// A kept connection may have died while nobody looked, as happens when Ollama restarts. When one
/// ends before a byte of the answer came, the question is asked once more on a new connection: the
/// server that could have begun to answer is gone.
public final class Attempt {
  private final HttpUpstream upstream;

  /// The connection in use; guarded by `this`, as is `cancelled`, so that a cancel that comes
  /// between two connections is not lost.
  private @Nullable UpstreamConnection connection;

  private boolean cancelled;

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
        if (begun || isCancelled()) {
          return new Reply.Failed(failureOf(e, true));
        }
      }
    }
    var fresh = new UpstreamConnection();
    boolean connected = false;
    try {
      use(fresh);
      InetSocketAddress address = upstream.address();
      if (address.isUnresolved()) {
        throw new UnknownHostException(address.getHostString());
      }
      fresh.connect(address, upstream.isSecure(), upstream.hostName());
      connected = true;
      return answered(question, fresh);
    } catch (IOException | HttpException e) {
      fresh.abort();
      return new Reply.Failed(failureOf(e, connected));
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

  private Reply answered(Question question, UpstreamConnection used)
      throws IOException, HttpException {
    use(used);
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
    http.sendRequestHeader(request);
    if (payload != null && payload.length() > 0) {
      http.sendRequestEntity(request);
    }
    http.flush();
    ClassicHttpResponse response = http.receiveResponseHeader();
    while (response.getCode() < HttpStatus.SC_OK) {
      if (response.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
        throw new HttpException("it wants to switch protocols");
      }
      response = http.receiveResponseHeader();
    }
    return new Reply.Answered(new Answer(this, used, question.method(), response));
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

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  Failure failureOf(Exception e, boolean connected) {
    String where = upstream.where();
    if (isCancelled()) {
      return new Cancelled(where, "the client left");
    }
    if (!connected) {
      return new Unreachable(where, reason(e));
    }
    boolean malformed =
        e instanceof HttpException
            || e instanceof MessageConstraintException
            || (e instanceof MalformedChunkCodingException
                && !(e instanceof TruncatedChunkException));
    if (malformed) {
      return new Garbled(where, "what it sent is not an HTTP answer");
    }
    return new Severed(where, "it closed the connection before its answer was whole");
  }

  private static String reason(Exception e) {
    return switch (e) {
      case SocketTimeoutException _ -> "it did not take the connection in time";
      case ConnectException _ -> "connection refused";
      case UnknownHostException _ -> "its name is not known";
      default -> {
        String text = e.getMessage();
        yield text == null ? e.getClass().getSimpleName() : text;
      }
    };
  }
}
