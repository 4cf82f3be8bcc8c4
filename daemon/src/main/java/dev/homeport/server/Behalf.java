package dev.homeport.server;

import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/// For whom the holder of a key asks. Pure.
final class Behalf {
  /// Our own header first, then those of others.
  private static final List<String> HEADERS =
      List.of("Homeport-User", "X-TG-USER-ID", "X-OpenWebUI-User-Id");

  private Behalf() {}

  /// The user that a request names, in its head or in its body.
  static @Nullable String of(HttpFields headers, @Nullable String inBody) {
    for (String name : HEADERS) {
      String user = headers.get(name);
      if (user != null && !user.isBlank()) {
        return user;
      }
    }
    return inBody;
  }
}
