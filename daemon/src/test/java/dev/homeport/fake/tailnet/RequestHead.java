package dev.homeport.fake.tailnet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The head of a request as the node's proxy reads it and passes it on.
record RequestHead(String line, List<String> fields) {
  /// What the node takes away whoever sends it.
  private static final Set<String> TAKEN =
      Set.of(
          "tailscale-user-login",
          "tailscale-user-name",
          "tailscale-user-profile-pic",
          "tailscale-funnel-request",
          "tailscale-headers-info",
          "tailscale-app-capabilities",
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto",
          "keep-alive",
          "proxy-connection");

  /// The next one; nothing where the client has gone.
  static @Nullable RequestHead read(InputStream in) throws IOException {
    String line = line(in);
    if (line == null) {
      return null;
    }
    var fields = new ArrayList<String>();
    for (String field = line(in); field != null && !field.isEmpty(); field = line(in)) {
      fields.add(field);
    }
    return new RequestHead(line, List.copyOf(fields));
  }

  private static @Nullable String line(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return bytes.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      bytes.write(b);
    }
    return null;
  }

  /// The value of a field by its lower-case name.
  @Nullable String field(String lower) {
    return fields.stream()
        .filter(field -> name(field).equals(lower))
        .map(field -> field.substring(field.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(null);
  }

  private static String name(String field) {
    int colon = field.indexOf(':');
    return colon < 0 ? "" : field.substring(0, colon).strip().toLowerCase(Locale.ROOT);
  }

  /// Whether both sides speak something else after it.
  boolean upgrades() {
    return field("upgrade") != null;
  }

  /// As a public client's request reaches our port.
  byte[] asFunnelled(String client) {
    var text = new StringBuilder(line).append("\r\n");
    for (String field : fields) {
      if (!TAKEN.contains(name(field))) {
        text.append(field).append("\r\n");
      }
    }
    String host = field("host");
    text.append("X-Forwarded-Host: ").append(host == null ? "" : host).append("\r\n");
    text.append("X-Forwarded-Proto: https\r\nX-Forwarded-For: ").append(client).append("\r\n");
    text.append("Tailscale-Funnel-Request: ?1\r\n");
    if (field("accept-encoding") == null) {
      text.append("Accept-Encoding: gzip\r\n");
    }
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Passes the body on as it is framed.
  void passBody(InputStream in, OutputStream out) throws IOException {
    String length = field("content-length");
    if (length != null) {
      out.write(in.readNBytes(Integer.parseInt(length)));
    } else if ("chunked".equalsIgnoreCase(field("transfer-encoding"))) {
      passChunks(in, out);
    }
    out.flush();
  }

  private static void passChunks(InputStream in, OutputStream out) throws IOException {
    for (String size = line(in); size != null; size = line(in)) {
      int bytes = Integer.parseInt(size, 16);
      out.write((size + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(in.readNBytes(bytes));
      out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
      line(in);
      if (bytes == 0) {
        return;
      }
    }
  }
}
