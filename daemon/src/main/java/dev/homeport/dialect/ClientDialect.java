package dev.homeport.dialect;

import dev.homeport.chat.Api;
import java.io.IOException;
import java.io.InputStream;

/// The API of a client.
public interface ClientDialect {
  /// Understands a body; [Heard.Objection] where it cannot be understood or makes no sense.
  ///
  /// @param body read once, from the beginning to the end of its JSON
  /// @throws IOException only where reading itself fails
  Heard hear(Api api, InputStream body) throws IOException;
}
