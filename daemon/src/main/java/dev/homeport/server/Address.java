package dev.homeport.server;

import org.eclipse.jetty.http.HttpURI;
import org.jspecify.annotations.Nullable;

/// Where a request goes, as its client wrote it, with the key that may stand in front taken off.
///
/// @param before what was taken off, to be put before a place that the client is sent to
/// @param key the key in it, never logged
/// @param path the path without the key
/// @param query what stands behind the question mark
record Address(String before, @Nullable String key, String path, @Nullable String query) {
  private static final String KEYED = "/k/";

  static Address of(HttpURI uri, boolean pathKeys) {
    String raw = uri.getPath();
    String path = raw == null ? "" : raw;
    if (pathKeys && path.startsWith(KEYED)) {
      int end = path.indexOf('/', KEYED.length());
      int cut = end < 0 ? path.length() : end;
      String rest = end < 0 ? "/" : path.substring(end);
      return new Address(
          path.substring(0, cut), path.substring(KEYED.length(), cut), rest, uri.getQuery());
    }
    return new Address("", null, path, uri.getQuery());
  }

  /// What a client signs.
  String signed() {
    return query == null ? path : path + "?" + query;
  }
}
