package dev.homeport.cli;

import java.net.URI;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// An address that a person typed.
final class HttpAddress {
  private HttpAddress() {}

  /// The address; wrong usage of the command where the text is none.
  static URI of(String text, CommandLine command) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // Said below, as for any other text that is no address.
    }
    throw new ParameterException(
        command, "'" + text + "' is not an address like http://127.0.0.1:8888");
  }
}
