package dev.homeport.chat;

import org.jspecify.annotations.Nullable;

/// A piece of a turn.
public sealed interface Part {
  /// Its size in bytes of text.
  long weight();

  /// Words.
  record Text(String text) implements Part {
    @Override
    public long weight() {
      return Estimate.bytes(text);
    }
  }

  /// A picture.
  ///
  /// @param mime its type, as `image/png`; empty where the client did not say it
  /// @param base64 its bytes, without a `data:` before them
  record Picture(String mime, String base64) implements Part {
    @Override
    public long weight() {
      return Estimate.PICTURE;
    }
  }

  /// A recording.
  ///
  /// @param format as `wav` or `mp3`
  record Sound(String format, String base64) implements Part {
    @Override
    public long weight() {
      return Estimate.PICTURE;
    }
  }

  /// What the model thought. It is worth something only to the model that thought it.
  ///
  /// @param seal what its provider needs to believe it (a signature, an encrypted form); sent to no
  ///   other
  record Thought(String text, @Nullable String seal) implements Part {
    @Override
    public long weight() {
      return Estimate.bytes(text);
    }
  }

  /// A tool that the model called.
  ///
  /// @param id empty where there is none
  /// @param arguments a JSON object, as text
  record Call(String id, String tool, String arguments) implements Part {
    @Override
    public long weight() {
      return Estimate.bytes(tool) + Estimate.bytes(arguments);
    }
  }
}
