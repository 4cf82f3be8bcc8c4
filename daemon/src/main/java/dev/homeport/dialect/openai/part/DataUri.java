package dev.homeport.dialect.openai.part;

import dev.homeport.chat.Part;
import dev.homeport.dialect.PictureType;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pictures in `data:` addresses.
public final class DataUri {
  private static final String SCHEME = "data:";
  private static final String BASE64 = ";base64";

  /// The types all can be asked about, by the names they go under.
  private static final Map<String, String> TYPES =
      Map.of(
          "image/png", "image/png",
          "image/jpeg", "image/jpeg",
          "image/jpg", "image/jpeg",
          "image/webp", "image/webp",
          "image/gif", "image/gif",
          "", "");

  private DataUri() {}

  /// The picture in it; nothing where it is of another type or not in Base64.
  public static Part.@Nullable Picture picture(String url) {
    int comma = url.indexOf(',');
    if (!is(url) || comma < 0) {
      return null;
    }
    String about = url.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT);
    if (!about.endsWith(BASE64)) {
      return null;
    }
    int end = about.indexOf(';');
    String type = TYPES.get(about.substring(0, end).strip());
    return type == null || !isBase64(url, comma + 1)
        ? null
        : new Part.Picture(type, url.substring(comma + 1));
  }

  /// The address of a picture. Where nobody said what it is, its first bytes do.
  public static String of(Part.Picture picture) {
    return SCHEME + PictureType.of(picture) + BASE64 + "," + picture.base64();
  }

  private static boolean is(String url) {
    return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  private static boolean isBase64(String text, int from) {
    int end = text.length();
    while (end > from && text.charAt(end - 1) == '=' && text.length() - end < 2) {
      end--;
    }
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      boolean digit =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '+'
              || c == '/';
      if (!digit) {
        return false;
      }
    }
    return end > from;
  }
}
