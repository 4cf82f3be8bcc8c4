package dev.homeport.server;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/// Reads HTTP as Jetty does, and holds every head to limits that Jetty has none of: how many
/// headers it has, each of which costs far more than its letters, and how much all heads of all
/// clients take at once.
final class HeadLimits extends HttpConnectionFactory {
  /// More than any client sends: what comes over a tunnel has about thirty.
  private static final int MOST_FIELDS = 200;

  private static final int TOO_LARGE = 431;
  private static final int BUSY = 503;

  HeadLimits(HttpConfiguration configuration) {
    super(configuration);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    var made = new Limited(getHttpConfiguration(), connector, endPoint);
    made.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
    return configure(made, connector, endPoint);
  }

  /// A connection whose heads are counted.
  private static final class Limited extends HttpConnection {
    Limited(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
      super(configuration, connector, endPoint);
    }

    /// Called while this is being made, so what it returns asks for the rest later.
    @Override
    protected RequestHandler newRequestHandler() {
      return new Counting();
    }

    private void take(int letters) {
      if (!((WatchedEndPoint) getEndPoint()).headRoom().read(letters)) {
        throw new HttpException.RuntimeException(BUSY, "too many heads at once");
      }
    }

    /// Hears of the parts of a head.
    private final class Counting extends RequestHandler {
      private int fields;

      @Override
      public void startRequest(String method, String uri, HttpVersion version) {
        fields = 0;
        take(method.length() + 3 * uri.length());
        super.startRequest(method, uri, version);
      }

      @Override
      public void parsedHeader(HttpField field) {
        count(field);
        super.parsedHeader(field);
      }

      @Override
      public void parsedTrailer(HttpField field) {
        count(field);
        super.parsedTrailer(field);
      }

      private void count(HttpField field) {
        if (++fields > MOST_FIELDS) {
          throw new HttpException.RuntimeException(TOO_LARGE, "too many headers");
        }
        String value = field.getValue();
        take(field.getName().length() + (value == null ? 0 : value.length()));
      }
    }
  }
}
