package dev.homeport.upstream;

import dev.homeport.time.Deadline;
import dev.homeport.upstream.Passage.Way.Through;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/// One connection to an upstream: a socket, the parser on it, and the buffer that answers are read
/// into. Used by one request at a time; only [#abort] may come from another thread.
final class UpstreamConnection {
  /// Small, because hundreds may be open: a piece is seldom larger, and a large body goes by in as
  /// many pieces as it takes.
  private static final int BUFFER = 8 * 1024;

  private static final Http1Config LIMITS =
      Http1Config.custom()
          .setBufferSize(4 * 1024)
          .setMaxHeaderCount(200)
          .setMaxLineLength(64 * 1024)
          .build();

  private final Socket socket = new Socket();

  private final DefaultBHttpClientConnection http =
      new DefaultBHttpClientConnection(LIMITS, null, null, null, null, null, this::parser);

  private final byte[] buffer = new byte[BUFFER];

  /// Where bytes wait that the parser has taken off the socket, and where those wait that it has
  /// not; nothing before the first answer.
  private @Nullable SessionInputBuffer taken;

  private @Nullable InputStream coming;

  private boolean brokenOff;

  /// The parser is named because the one by default keeps no limit on the number of headers, and
  /// looked over the shoulder because nobody else says what was not asked for.
  private HttpMessageParser<ClassicHttpResponse> parser(@Nullable Http1Config none) {
    var parser = new DefaultHttpResponseParser(LIMITS);
    return (from, in) -> {
      taken = from;
      coming = in;
      return parser.parse(from, in);
    };
  }

  /// Where it leads in the end.
  ///
  /// @param security nothing where it shall not be secure
  record Destination(String host, int port, @Nullable SSLSocketFactory security) {}

  /// Opens it straight to that address; may be aborted meanwhile.
  void connect(InetSocketAddress address, Destination destination, Deadline deadline)
      throws IOException {
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.connect(address, millis(deadline));
    bind(destination, deadline);
  }

  /// Opens it through a proxy, which finds the destination itself; may be aborted meanwhile.
  void connect(Through proxy, Destination destination, Deadline deadline) throws IOException {
    proxy.lead(socket, destination.host(), destination.port(), deadline);
    bind(destination, deadline);
  }

  static int millis(Deadline deadline) throws SocketTimeoutException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline.leftNanos());
    if (left <= 0) {
      throw new SocketTimeoutException("late");
    }
    return Math.toIntExact(Math.min(left, Integer.MAX_VALUE));
  }

  private void bind(Destination destination, Deadline deadline) throws IOException {
    SSLSocketFactory security = destination.security();
    if (security != null) {
      // Who takes the connection and says nothing more is as absent as who does not take it.
      socket.setSoTimeout(millis(deadline));
      http.bind(secured(security, destination.host(), destination.port()), socket);
      socket.setSoTimeout(0);
    } else {
      http.bind(socket);
    }
  }

  private SSLSocket secured(SSLSocketFactory security, String hostName, int port)
      throws IOException {
    var secured = (SSLSocket) security.createSocket(socket, hostName, port, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  DefaultBHttpClientConnection http() {
    return http;
  }

  /// How many bytes have come over it.
  long received() {
    EndpointDetails details = http.getEndpointDetails();
    return details == null ? -1 : details.getReceivedBytesCount();
  }

  byte[] buffer() {
    return buffer;
  }

  /// The upstream did not take all of the request: what it answers is the last that comes here.
  void breakOff() {
    brokenOff = true;
  }

  /// Whether the next answer on it would be the one to the next question: not where there is
  /// something to read already, although nothing was asked.
  boolean isInOrder() {
    try {
      boolean surplus =
          (taken != null && taken.length() > 0) || (coming != null && coming.available() > 0);
      return !surplus && !brokenOff;
    } catch (IOException e) {
      return false;
    }
  }

  /// Ends it at once with a reset, waking whoever connects, reads or writes. From any thread, and
  /// more than once.
  void abort() {
    http.close(CloseMode.IMMEDIATE);
    try {
      if (!socket.isClosed()) {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      socket.close();
    } catch (IOException e) {
      // A socket that cannot even be closed is gone already.
    }
  }
}
