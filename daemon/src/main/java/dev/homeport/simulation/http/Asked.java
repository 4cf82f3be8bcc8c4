package dev.homeport.simulation.http;

import java.util.Locale;
import java.util.Map;

/// A request that came whole.
///
/// @param path the path without the query, as it came
/// @param headers by lower-case name; of several the last counts
/// @param body as text, which is all that anybody sends here
/// @param modern whether it is HTTP/1.1, so that a body may come in chunks
/// @param stays whether the client wants to ask again on the same connection
public record Asked(
    String method,
    String path,
    Map<String, String> headers,
    String body,
    boolean modern,
    boolean stays) {
  /// The value of a header, empty where there is none.
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }
}
