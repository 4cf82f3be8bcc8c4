package dev.homeport.fake.tailnet;

import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.ssl.SSLContext;

/// What edges show, made once for an issuer: good ones for both names of the node, and two bad
/// ones.
record Certificates(SSLContext good, SSLContext strangers, SSLContext expired) {
  /// By issuer; guarded by itself.
  private static final Map<Issuer, Certificates> MADE = new WeakHashMap<>();

  /// For both names of the recordings.
  private static final String NAMES = "*.tail1234.ts.net";

  static Certificates of(Issuer issuer) {
    synchronized (MADE) {
      return MADE.computeIfAbsent(
          issuer,
          known ->
              new Certificates(
                  known.serving(NAMES, Duration.ofDays(30)),
                  new Issuer("strangers").serving(NAMES, Duration.ofDays(30)),
                  known.serving(NAMES, Duration.ofDays(-1))));
    }
  }
}
