package dev.homeport.fake.tailnet;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a recording is made to fit the machine of a test. Nothing is changed but three things: our
/// public port, recorded as 443; our port here, recorded as 8888; and the day on which a key that
/// was good when it was recorded expires.
///
/// What the tailnet grants (`funnel-ports?ports=…`) and the names stay as they are.
///
/// @param expiry nothing where the recorded day stays
record Played(int publicPort, int localPort, @Nullable Instant expiry) {
  private static final Pattern KEY = Pattern.compile("\"KeyExpiry\": \"2027-[^\"]*\"");
  private static final Pattern URL =
      Pattern.compile("(https://[a-z-]+\\.tail1234\\.ts\\.net)(?![:\\w])");

  String text(String recorded) {
    String text = recorded;
    if (localPort != 8888) {
      text = text.replace("127.0.0.1:8888", "127.0.0.1:" + localPort);
      text = text.replace("localhost:8888", "localhost:" + localPort);
    }
    if (publicPort != 443) {
      text = text.replace(".ts.net:443", ".ts.net:" + publicPort);
      text = text.replace("\"443\": {", "\"" + publicPort + "\": {");
      text = text.replace("--https=443", "--https=" + publicPort);
      text = text.replace("exists for port 443", "exists for port " + publicPort);
      text = URL.matcher(text).replaceAll("$1:" + publicPort);
    }
    if (expiry != null) {
      text = KEY.matcher(text).replaceAll("\"KeyExpiry\": \"" + expiry + "\"");
    }
    return text;
  }
}
