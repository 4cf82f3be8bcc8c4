package dev.homeport.access.route;

import dev.homeport.access.Scope;
import org.jspecify.annotations.Nullable;

/// Where a request wants to go.
public sealed interface Target {
  /// To Ollama, or to whoever takes its place.
  ///
  /// @param upstreamTarget path and query for Ollama, in the table's spelling
  /// @param parameter what stands in the path where the route has a place for it: for models, the
  ///   model's name, which a key's limits and the policy on cloud names are about as well
  record Pass(Route route, String upstreamTarget, @Nullable String parameter) implements Target {}

  /// To a page of ours.
  ///
  /// @param needs what a key must be allowed to see it; nothing where none is needed
  record Own(String path, @Nullable Scope needs) implements Target {}

  /// To the clean spelling of its path.
  ///
  /// @param location a known path and the client's query: never another host
  record Redirect(int status, String location) implements Target {}

  /// Nowhere.
  record Unknown() implements Target {}

  /// To a known path, which does not take this method.
  ///
  /// @param allowed the methods it takes, as the header `Allow` lists them
  record WrongMethod(String allowed) implements Target {}
}
