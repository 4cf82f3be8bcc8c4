package dev.homeport.dialect;

import dev.homeport.chat.Part;
import java.util.Map;

/// What kind of picture it is, by its first bytes where nobody said it.
public final class PictureType {
  /// How Base64 begins that begins with the mark of a format.
  private static final Map<String, String> MARKS =
      Map.of(
          "iVBORw0KGgo", "image/png",
          "/9j/", "image/jpeg",
          "R0lGOD", "image/gif",
          "UklGR", "image/webp",
          "Qk", "image/bmp",
          "SUkqA", "image/tiff",
          "TU0AK", "image/tiff");

  private PictureType() {}

  /// Its type; that of a photograph where nothing tells.
  public static String of(Part.Picture picture) {
    if (!picture.mime().isEmpty()) {
      return picture.mime();
    }
    for (var mark : MARKS.entrySet()) {
      if (picture.base64().startsWith(mark.getKey())) {
        return mark.getValue();
      }
    }
    return "image/jpeg";
  }
}
