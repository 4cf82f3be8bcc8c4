package dev.homeport.server;

import dev.homeport.front.Client;
import dev.homeport.relay.Recipient;
import dev.homeport.upstream.Answer;
import dev.homeport.wire.AnswerEnd;
import dev.homeport.wire.Field;
import dev.homeport.wire.HeaderRules;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;

/// The client's end of a request that passes: its answer goes out piece by piece, each at once.
final class ClientAnswer implements Client, Recipient {
  private static final HttpField CHUNKED = new HttpField(HttpHeader.TRANSFER_ENCODING, "chunked");
  private static final int EARLY = 103;

  private final Request request;
  private final Response response;
  private final WatchedEndPoint endPoint;
  private final ClientWatch watch;
  private final Completion completion = new Completion();

  /// Whether the head is taken, after which nothing goes before it; guarded by this.
  private boolean begun;

  /// What the answer took; written and read by the thread that handles the request.
  private @Nullable AnswerEnd took;

  /// Whether the body's end can be seen from the bytes, and not only from the connection's.
  private boolean framed = true;

  ClientAnswer(Request request, Response response, WatchedEndPoint endPoint, ClientWatch watch) {
    this.request = request;
    this.response = response;
    this.endPoint = endPoint;
    this.watch = watch;
  }

  @Override
  public void onLeaving(Runnable action) {
    watch.onLeaving(action);
  }

  @Override
  public synchronized void acknowledge(String standing) {
    if (begun || request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1) {
      return;
    }
    try {
      response
          .writeInterim(EARLY, HttpFields.from(new HttpField("Homeport-Ack", standing)))
          .get(1, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      boolean _ = watch.left();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void head(Answer answer) {
    begun = true;
    response.setStatus(answer.status());
    HttpFields.Mutable fields = response.getHeaders();
    List<String> listed = listedIn(answer);
    answer.eachHeader(
        (name, value) -> {
          if (HeaderRules.goesToClient(name, listed)) {
            fields.add(name, value);
          }
        });
    boolean modern = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1;
    String length = lengthOf(answer);
    if (length != null) {
      fields.put(HttpHeader.CONTENT_LENGTH, length);
    } else if (answer.hasBody()) {
      unsize();
    } else {
      framed = modern;
    }
  }

  @Override
  public synchronized void head(String contentType, long length, List<Field> fields) {
    begun = true;
    response.setStatus(200);
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, contentType);
    fields.forEach(field -> headers.put(field.name(), field.value()));
    if (length < 0) {
      unsize();
    } else {
      headers.put(HttpHeader.CONTENT_LENGTH, length);
    }
  }

  /// Takes back how long the body is; before the first piece of it.
  void unsize() {
    HttpFields.Mutable fields = response.getHeaders();
    fields.remove(HttpHeader.CONTENT_LENGTH);
    framed = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1;
    if (framed) {
      fields.put(CHUNKED);
    }
  }

  /// How long the body is by the head, in the rare cases too in which there is a length that does
  /// not count.
  private static @Nullable String lengthOf(Answer answer) {
    boolean counts = answer.status() != 204 && answer.header("Transfer-Encoding") == null;
    return counts ? answer.header("Content-Length") : null;
  }

  /// Says how long the body is after all; before the first piece of it.
  void resize(int length) {
    response.getHeaders().remove(HttpHeader.TRANSFER_ENCODING);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
  }

  private static List<String> listedIn(Answer answer) {
    String connection = answer.header("Connection");
    return connection == null ? List.of() : HeaderRules.listed(List.of(connection));
  }

  @Override
  public boolean write(byte[] piece, int offset, int length) {
    return send(false, ByteBuffer.wrap(piece, offset, length));
  }

  @Override
  public boolean end(byte[] piece, int offset, int length) {
    watch.over();
    return send(
        true, length == 0 ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(piece, offset, length));
  }

  private boolean send(boolean last, ByteBuffer bytes) {
    completion.begin();
    response.write(last, bytes, completion);
    return completion.await();
  }

  @Override
  public void took(AnswerEnd end) {
    took = end;
  }

  /// Who watched the answer; nothing where there was none.
  @Nullable AnswerEnd took() {
    return took;
  }

  @Override
  public void cut() {
    watch.over();
    if (!response.isCommitted()) {
      send(false, BufferUtil.EMPTY_BUFFER);
    }
    if (!framed) {
      try {
        endPoint.getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        // A socket that takes no option is closed already, which is what we want.
      }
    }
    endPoint.close();
  }
}
