package dev.homeport.chat;

import java.util.Locale;
import java.util.Optional;

/// What a model can do, in the words of Ollama.
public enum Capability {
  /// Answer at all.
  COMPLETION,
  /// Call tools.
  TOOLS,
  /// Fill in between a text and a suffix.
  INSERT,
  /// See pictures.
  VISION,
  /// Make vectors of texts.
  EMBEDDING,
  /// Think before it answers.
  THINKING,
  /// Make pictures.
  IMAGE,
  /// Hear.
  AUDIO;

  /// The word for it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The one with this word.
  public static Optional<Capability> of(String word) {
    for (Capability each : values()) {
      if (each.word().equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
