package dev.homeport.config.provider;

import java.net.URI;

/// Where Ollama's cloud is.
final class OllamaCloud {
  static final String URL = "https://ollama.com";

  private OllamaCloud() {}

  /// Whether a provider is Ollama's cloud, or stands in for it elsewhere: a gateway that is called
  /// so is nobody's home.
  static boolean is(String name, URI url) {
    return name.equals(WellKnown.OLLAMA_CLOUD.word()) || isAt(url);
  }

  /// Whether a URL leads there.
  static boolean isAt(URI url) {
    String host = url.getHost();
    return host.equals("ollama.com") || host.endsWith(".ollama.com");
  }
}
