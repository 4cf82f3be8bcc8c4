package dev.homeport.upstream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.io.CloseMode;

/// One connection to an upstream: a socket, the parser on it, and the buffer that answers are read
/// into. Used by one request at a time; only [#abort] may come from another thread.
final class UpstreamConnection {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

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

  /// The parser is named because the one by default keeps no limit on the number of headers.
  private final DefaultBHttpClientConnection http =
      new DefaultBHttpClientConnection(
          LIMITS, null, null, null, null, null, new DefaultHttpResponseParserFactory(LIMITS));

  private final byte[] buffer = new byte[BUFFER];

  /// Opens it; may be aborted meanwhile.
  void connect(InetSocketAddress address, boolean secure, String hostName) throws IOException {
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.connect(address, Math.toIntExact(CONNECT_LIMIT.toMillis()));
    if (secure) {
      http.bind(secured(hostName, address.getPort()), socket);
    } else {
      http.bind(socket);
    }
  }

  private SSLSocket secured(String hostName, int port) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var secured = (SSLSocket) factory.createSocket(socket, hostName, port, true);
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
