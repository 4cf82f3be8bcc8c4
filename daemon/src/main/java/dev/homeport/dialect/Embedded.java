package dev.homeport.dialect;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Embeddings;

/// What came of a question for vectors.
public sealed interface Embedded {
  /// They are here.
  record Vectors(Embeddings embeddings) implements Embedded {}

  /// They are not.
  record Failed(Complaint complaint) implements Embedded {}
}
