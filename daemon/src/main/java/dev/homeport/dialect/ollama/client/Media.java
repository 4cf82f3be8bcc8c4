package dev.homeport.dialect.ollama.client;

import dev.homeport.chat.Part;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pictures and sounds, which Ollama takes as bare base64 in one list. What one is can be seen from
/// its first bytes only.
///
/// A `data:` before it is tolerated, because clients that mean well send it; an address is not
/// base64 and refused like any other garbage, so nothing is ever fetched (wire.md G.30).
final class Media {
  private static final int LOOKED_AT = 16;
  private static final String MARK = ";base64,";

  private Media() {}

  /// All of a list.
  static List<Part> of(List<String> images) throws Wrong {
    var parts = new ArrayList<Part>(images.size());
    for (String image : images) {
      parts.add(of(image));
    }
    return parts;
  }

  private static Part of(String image) throws Wrong {
    int mark = image.startsWith("data:") ? image.indexOf(MARK) : -1;
    String base64 = mark < 0 ? image : image.substring(mark + MARK.length());
    if (base64.indexOf('\n') >= 0 || base64.indexOf('\r') >= 0) {
      base64 = base64.replace("\n", "").replace("\r", "");
    }
    int illegal = firstIllegal(base64);
    if (illegal >= 0) {
      throw Wrong.because("illegal base64 data at input byte " + illegal);
    }
    byte[] head =
        Base64.getDecoder().decode(base64.substring(0, Math.min(LOOKED_AT, base64.length())));
    String sound = sound(head);
    if (sound != null) {
      return new Part.Sound(sound, base64);
    }
    String seen = picture(head);
    return new Part.Picture(
        seen != null ? seen : mark < 0 ? "" : image.substring("data:".length(), mark), base64);
  }

  /// Where Go's decoder stops, negative where it does not.
  private static int firstIllegal(String base64) {
    int length = base64.length();
    for (int i = 0; i < length; i++) {
      char c = base64.charAt(i);
      if (c == '=' && i % 4 >= 2 && i >= length - 2 && length % 4 == 0) {
        return i == length - 2 && base64.charAt(length - 1) != '=' ? length - 1 : -1;
      }
      if (!isOfAlphabet(c)) {
        return i;
      }
    }
    return length % 4 == 0 ? -1 : length - length % 4;
  }

  private static boolean isOfAlphabet(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/';
  }

  private static @Nullable String picture(byte[] head) {
    if (is(head, 0, "\u0089PNG")) {
      return "image/png";
    }
    if (is(head, 0, "\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (is(head, 0, "GIF8")) {
      return "image/gif";
    }
    return is(head, 0, "RIFF") && is(head, 8, "WEBP") ? "image/webp" : null;
  }

  private static @Nullable String sound(byte[] head) {
    if (is(head, 0, "RIFF") && is(head, 8, "WAVE")) {
      return "wav";
    }
    if (is(head, 0, "ID3") || is(head, 0, "\u00ff\u00fb") || is(head, 0, "\u00ff\u00f3")) {
      return "mp3";
    }
    if (is(head, 0, "fLaC")) {
      return "flac";
    }
    return is(head, 0, "OggS") ? "ogg" : null;
  }

  private static boolean is(byte[] head, int from, String mark) {
    if (head.length < from + mark.length()) {
      return false;
    }
    for (int i = 0; i < mark.length(); i++) {
      if ((head[from + i] & 0xff) != mark.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
