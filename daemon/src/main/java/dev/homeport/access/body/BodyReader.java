package dev.homeport.access.body;

import dev.homeport.access.Key;
import dev.homeport.access.body.Judged.Refused;
import dev.homeport.access.route.BodyShape;
import dev.homeport.access.route.Route;
import org.jspecify.annotations.Nullable;

/// Reads a request's body while it comes in, in pieces of any size, and judges it at its end. It
/// holds a few names and no more, however large the body is.
///
/// A body in a content encoding is refused (415) on every route that is read: Ollama takes zstd
/// under `/v1` alone, and what we cannot read we cannot answer for.
public final class BodyReader {
  private final Policy policy;
  private final boolean streamsByDefault;
  private final @Nullable String encoding;
  private final Asked.@Nullable Reading reading;

  /// A reader for a body with these headers.
  ///
  /// @param contentEncoding the header of this name; Ollama looks at the content's type for forms
  ///   only
  public BodyReader(
      Route route,
      Key key,
      BodyRules rules,
      @Nullable String contentEncoding,
      @Nullable String contentType) {
    policy = new Policy(key, rules);
    streamsByDefault = route.body().streamsByDefault();
    encoding = route.readsBody() ? contentEncoding : null;
    reading = readingFor(route.body(), contentType);
  }

  private static Asked.@Nullable Reading readingFor(BodyShape shape, @Nullable String contentType) {
    return switch (shape) {
      case UNREAD -> null;
      case FORM -> contentType == null ? null : FormReading.of(contentType);
      case NAMED, PULL, CHAT, GENERATE, EMBED, COMPLETIONS, CONVERSATION, COMPATIBLE ->
          new JsonReading(shape);
    };
  }

  /// A piece of the body, which is not kept.
  public void feed(byte[] piece, int offset, int length) {
    if (reading != null) {
      reading.feed(piece, offset, length);
    }
  }

  /// What is to become of the request, once its body has all come. An empty body passes, because
  /// Ollama has words of its own for it.
  public Judged finish() {
    if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
      return new Refused(
          415,
          "a body with Content-Encoding "
              + ModelRules.shown(encoding.strip())
              + " cannot be checked here; send it as it is, without",
          "content encoding");
    }
    if (reading == null) {
      return policy.judge(Asked.nothing(streamsByDefault));
    }
    Refused problem = reading.problem();
    return problem == null ? policy.judge(reading.asked()) : problem;
  }
}
