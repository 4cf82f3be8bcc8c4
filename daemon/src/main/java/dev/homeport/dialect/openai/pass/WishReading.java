package dev.homeport.dialect.openai.pass;

import dev.homeport.dialect.openai.write.Wishes;
import dev.homeport.wire.JsonScanner;
import dev.homeport.wire.JsonString;
import dev.homeport.wire.Payload;
import java.io.IOException;
import java.io.OutputStream;

/// Finds out what a client wants of the form of its answer, in one pass over a body that may be
/// large and was understood before.
final class WishReading implements JsonScanner.Listener {
  private static final int LONGEST_NAME = 32;

  private boolean inOptions;
  private boolean isStream;
  private boolean stream;
  private boolean isUsage;
  private boolean usage;
  private boolean functions;
  private boolean tools;
  private boolean inMessages;
  private boolean isRole;
  private boolean developer;
  private boolean sound;

  private WishReading() {}

  static WishReading of(Payload body) throws IOException {
    var reading = new WishReading();
    var scanner = new JsonScanner(reading, false);
    body.writeTo(
        new OutputStream() {
          @Override
          public void write(int next) {
            write(new byte[] {(byte) next}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int count) {
            scanner.feed(bytes, from, count);
          }
        });
    return reading;
  }

  Wishes wishes() {
    return new Wishes(usage, functions && !tools);
  }

  /// Whether the answer may come in a stream: one that is to be spoken has a form there that
  /// clients who want it at once do not ask for.
  boolean canStream() {
    return stream || !sound;
  }

  /// Whether somebody speaks in the role `developer`, which only OpenAI's own know (wire.md G.33).
  boolean hasDeveloper() {
    return developer;
  }

  @Override
  public int keeps(int depth, boolean name) {
    return (name ? depth <= 3 : isRole && depth == 3) ? LONGEST_NAME : 0;
  }

  @Override
  public void name(int depth, JsonString name) {
    if (depth == 1) {
      inOptions = name.is("stream_options");
      inMessages = name.is("messages");
      functions |= name.is("functions");
      tools |= name.is("tools");
      sound |= name.is("audio");
      isStream = name.is("stream");
    } else if (depth == 2) {
      isUsage = inOptions && name.is("include_usage");
    } else if (depth == 3) {
      isRole = inMessages && name.is("role");
    }
  }

  @Override
  public void string(int depth, JsonString value) {
    if (depth == 3 && isRole) {
      developer |= value.is("developer");
      isRole = false;
    }
  }

  @Override
  public void literal(int depth, char first) {
    if (depth == 2 && isUsage) {
      usage = first == 't';
    } else if (depth == 1 && isStream) {
      stream = first == 't';
    }
  }
}
