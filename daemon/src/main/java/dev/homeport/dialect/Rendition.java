package dev.homeport.dialect;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Usage;
import dev.homeport.wire.frame.Bytes;
import org.jspecify.annotations.Nullable;

/// Makes the client's answer of the provider's, be it by passing it or by translating it.
///
/// The bytes that come go in, the bytes for the client come out, frame by whole frame. When
/// [#complaint] says something, nothing comes out any more but what [#broken] appends.
public interface Rendition {
  /// The type of the content that comes out.
  String contentType();

  /// More of the provider's body.
  void feed(byte[] bytes, int from, int count, Bytes out);

  /// The provider's body is over, by its framing.
  void end(Bytes out);

  /// Whether something that the model made has gone in.
  boolean hasContent();

  /// How many pieces that the model made have gone in, as far as they are counted: some of them may
  /// not have come out yet.
  default long made() {
    return 0;
  }

  /// How many letters the model made, as far as they are counted.
  default long weight() {
    return 0;
  }

  /// Why this is no answer, or not a whole one; nothing as long as it may be one.
  @Nullable Complaint complaint();

  /// What was used, as far as it is known.
  @Nullable Usage usage();

  /// The answer ends here as a failed one: its error frame, where the API has one.
  void broken(int status, String text, Bytes out);

  /// What may be sent while nothing comes.
  byte[] keepAlive();
}
