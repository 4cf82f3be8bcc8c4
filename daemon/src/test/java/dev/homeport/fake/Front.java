package dev.homeport.fake;

/// Somebody of ours whom clients ask.
public interface Front {
  /// Where he listens.
  String url();

  /// A key with scope infer.
  String key();

  /// Such a key that is good for one request a minute, and was not used.
  String hurriedKey();

  /// A key that is good for nothing.
  String uselessKey();
}
