package dev.homeport.tunnel.outside;

import dev.homeport.tunnel.sight.Cause;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;

/// Why a handshake did not come to its end: the ways of failing are a tunnel's only words about
/// itself. What the JDK throws for each was recorded.
///
/// @param what what was seen, in words
record TlsTrouble(Cause cause, String what) {
  private static final String ALERT = "Received fatal alert: ";

  /// The trouble behind this.
  static TlsTrouble of(IOException thrown) {
    if (thrown instanceof SocketTimeoutException) {
      return new TlsTrouble(Cause.NODE_UNREACHABLE, "takes the connection and says nothing");
    }
    String said = Words.of(thrown);
    int alert = said.indexOf(ALERT);
    if (alert >= 0) {
      return new TlsTrouble(
          Cause.NO_CERTIFICATE,
          "has no certificate to show (TLS alert " + said.substring(alert + ALERT.length()) + ")");
    }
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      switch (each) {
        case CertificateException bad -> {
          return new TlsTrouble(Cause.NOT_TRUSTED, untrusted(bad));
        }
        case CertPathValidatorException bad -> {
          return new TlsTrouble(Cause.NOT_TRUSTED, untrusted(bad));
        }
        case EOFException _ -> {
          return new TlsTrouble(
              Cause.INGRESS_DEAD, "ends the connection as soon as it hears the name");
        }
        case SocketException _ -> {
          return new TlsTrouble(Cause.EDGE_UNREACHABLE, "resets the connection");
        }
        default -> {}
      }
    }
    if (said.toLowerCase(Locale.ROOT).contains("unrecognized ssl message")) {
      return new TlsTrouble(Cause.SOMEBODY_ELSE, "does not speak TLS");
    }
    // What nobody knows is not mended.
    return new TlsTrouble(Cause.EDGE_UNREACHABLE, "ends the handshake: " + said);
  }

  private static String untrusted(Exception bad) {
    return "shows a certificate that is not trusted: " + Words.of(bad);
  }
}
