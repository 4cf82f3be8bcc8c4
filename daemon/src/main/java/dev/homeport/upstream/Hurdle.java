package dev.homeport.upstream;

import dev.homeport.failure.Failure.Obstacle;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/// What stood in the way of a connection, by what the library threw.
record Hurdle(Obstacle obstacle, String why) {
  static Hurdle of(Exception e) {
    return new Hurdle(obstacle(e), reason(e));
  }

  private static Obstacle obstacle(Exception e) {
    return switch (e) {
      case BlockedException blocked -> blocked.obstacle();
      case SocketTimeoutException _ -> Obstacle.SILENCE;
      case ConnectException _ -> Obstacle.REFUSED;
      case UnknownHostException _ -> Obstacle.NAME;
      case SSLException _ -> Obstacle.SECURITY;
      default -> Obstacle.OTHER;
    };
  }

  private static String reason(Exception e) {
    return switch (e) {
      case SocketTimeoutException _ -> "it did not take the connection in time";
      case ConnectException _ -> "connection refused";
      case UnknownHostException _ -> "its name is not known";
      case SSLHandshakeException _ when e.getCause() instanceof CertificateException ->
          "its certificate is not accepted: " + e.getMessage();
      default -> {
        String text = e.getMessage();
        yield text == null ? e.getClass().getSimpleName() : text;
      }
    };
  }
}
