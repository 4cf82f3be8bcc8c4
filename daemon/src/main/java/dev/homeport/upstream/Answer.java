package dev.homeport.upstream;

import dev.homeport.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiConsumer;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/// An answer whose head has come: the body is read piece by piece, as the upstream sent it.
///
/// One thread reads. Whoever gets one must close it.
public final class Answer implements AutoCloseable {
  /// What [#read] returns after the last byte of a body that came whole.
  public static final int END = -1;

  /// What [#read] returns when the connection failed instead; see [#failure].
  public static final int BROKEN = -2;

  /// From here on a status may be somebody else's, who stands before it.
  private static final int FAILED = 400;

  private final Attempt attempt;
  private final UpstreamConnection connection;
  private final ClassicHttpResponse response;
  private final @Nullable InputStream body;
  private final long length;
  private long come;
  private boolean ended;
  private @Nullable Failure failure;

  Answer(
      Attempt attempt, UpstreamConnection connection, String method, ClassicHttpResponse response)
      throws IOException, HttpException {
    this.attempt = attempt;
    this.connection = connection;
    this.response = response;
    int status = response.getCode();
    if (method.equals("HEAD") || status == 204 || status == 304) {
      this.body = null;
      this.length = 0;
      this.ended = true;
    } else {
      connection.http().receiveResponseEntity(response);
      HttpEntity entity = response.getEntity();
      this.body = entity.getContent();
      this.length = entity.getContentLength();
      this.ended = length == 0;
    }
  }

  /// The status.
  public int status() {
    return response.getCode();
  }

  /// Every header in the order it came.
  public void eachHeader(BiConsumer<String, String> taker) {
    for (Header header : response.getHeaders()) {
      String value = header.getValue();
      taker.accept(header.getName(), value == null ? "" : value);
    }
  }

  /// The first value of a header.
  public @Nullable String header(String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  /// How many bytes the body has by the head, negative where the head does not say.
  public long length() {
    return length < 0 ? ContentLengthStrategy.UNDEFINED : length;
  }

  /// Whether a body may follow the head.
  public boolean hasBody() {
    return body != null;
  }

  /// The array that [#read] fills, the same each time.
  public byte[] buffer() {
    return connection.buffer();
  }

  /// Waits for the next piece of the body and returns its size, [#END] or [#BROKEN]. A chunk of the
  /// upstream is never merged with the next.
  public int read() {
    if (ended || body == null) {
      return END;
    }
    try {
      int count = body.read(connection.buffer());
      if (count < 0) {
        ended = true;
        return END;
      }
      come += count;
      ended = come == length;
      if (response.getCode() < FAILED) {
        attempt.lived();
      }
      return count;
    } catch (IOException e) {
      failure = attempt.failureOf(e, true);
      return BROKEN;
    }
  }

  /// Why the last [#read] was [#BROKEN].
  public Failure failure() {
    if (failure == null) {
      throw new IllegalStateException("nothing failed");
    }
    return failure;
  }

  /// Ends the use of it. A connection whose answer was read to the end is kept, any other is reset.
  @Override
  public void close() {
    attempt.finish(connection, ended && staysOpen());
  }

  private boolean staysOpen() {
    if (length < 0 && response.getFirstHeader("Transfer-Encoding") == null && body != null) {
      return false;
    }
    Header wish = response.getFirstHeader("Connection");
    String value = wish == null ? null : wish.getValue();
    if (value != null) {
      return !value.equalsIgnoreCase("close")
          && (!isOldHttp() || value.equalsIgnoreCase("keep-alive"));
    }
    return !isOldHttp();
  }

  private boolean isOldHttp() {
    var version = response.getVersion();
    return version != null && version.lessEquals(HttpVersion.HTTP_1_0);
  }
}
