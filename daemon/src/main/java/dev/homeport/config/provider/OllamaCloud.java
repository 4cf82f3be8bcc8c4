package dev.homeport.config.provider;

import java.net.URI;

/// Where Ollama's cloud is.
final class OllamaCloud {
  static final String URL = "https://ollama.com";

  private OllamaCloud() {}

  /// Whether a URL leads there.
  static boolean isAt(URI url) {
    String host = url.getHost();
    return host.equals("ollama.com") || host.endsWith(".ollama.com");
  }
}
