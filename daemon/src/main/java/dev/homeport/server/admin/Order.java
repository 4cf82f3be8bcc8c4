package dev.homeport.server.admin;

import dev.homeport.access.Key;
import org.jspecify.annotations.Nullable;

/// An order or a question of somebody who may give it.
///
/// @param path the path of its route
/// @param parameter what stands in the path where the route has a place for it
/// @param query what came after the question mark, still encoded
/// @param key whose it is
/// @param id the name of the request in headers and logs
public record Order(
    String path,
    String method,
    @Nullable String parameter,
    @Nullable String query,
    String body,
    Key key,
    String id) {
  /// Whether it only looks.
  boolean looks() {
    return method.equals("GET") || method.equals("HEAD");
  }
}
