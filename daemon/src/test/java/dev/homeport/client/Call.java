package dev.homeport.client;

/// What a library is asked to do, and where.
///
/// @param header the header in which the key goes
/// @param key what stands in that header
/// @param repeats how often the library may ask again by itself
record Call(String url, String header, String key, String model, String prompt, int repeats) {
  Call(String url, String header, String key, String model, String prompt) {
    this(url, header, key, model, prompt, 0);
  }

  /// The same with a slash at the end of its address.
  Call withSlash() {
    return new Call(url + "/", header, key, model, prompt);
  }

  /// The same with the key in `x-api-key`.
  Call withApiKey() {
    return new Call(url, "x-api-key", secret(), model, prompt);
  }

  /// The same with another key.
  Call withKey(String secret) {
    return new Call(url, header, "Bearer " + secret, model, prompt);
  }

  /// The same for another model.
  Call of(String other) {
    return new Call(url, header, key, other, prompt);
  }

  /// The same with other words.
  Call saying(String words) {
    return new Call(url, header, key, model, words);
  }

  /// The same, asked again as the libraries do it if nobody tells them anything.
  Call repeating() {
    return repeating(2);
  }

  /// The same, asked again so often at most.
  Call repeating(int times) {
    return new Call(url, header, key, model, prompt, times);
  }

  /// The key alone.
  String secret() {
    return key.replace("Bearer ", "");
  }
}
