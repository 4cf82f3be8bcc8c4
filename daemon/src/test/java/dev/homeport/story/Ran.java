package dev.homeport.story;

/// What a command said and how it ended.
record Ran(int exit, String out, String err) {
  /// Everything it said.
  String all() {
    return out + err;
  }
}
