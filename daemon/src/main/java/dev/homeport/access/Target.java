package dev.homeport.access;

/// STUB.
public sealed interface Target {
  /// P.
  record Pass(Route route, String upstreamTarget) implements Target {}

  /// O.
  record Own(String path) implements Target {}

  /// R.
  record Redirect(int status, String location) implements Target {}

  /// U.
  record Unknown() implements Target {}

  /// W.
  record WrongMethod(String allowed) implements Target {}
}
