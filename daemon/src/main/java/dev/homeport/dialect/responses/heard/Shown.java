package dev.homeport.dialect.responses.heard;

import dev.homeport.chat.Part;
import dev.homeport.dialect.given.Given;
import dev.homeport.dialect.given.Objected;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What somebody says or shows: texts, pictures, sounds.
final class Shown {
  private static final List<String> PICTURES =
      List.of("image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp");

  private Shown() {}

  /// A text, or a list of parts.
  static List<Part> parts(Given content) throws Objected {
    if (content.isText()) {
      return List.of(new Part.Text(content.text()));
    }
    var parts = new ArrayList<Part>();
    for (Given part : content.items()) {
      parts.add(part(part.object()));
    }
    return List.copyOf(parts);
  }

  private static Part part(Given part) throws Objected {
    String type = part.needed("type").text();
    return switch (type) {
      case "input_text", "output_text", "text" -> new Part.Text(part.needed("text").text());
      case "refusal" -> new Part.Text(part.needed("refusal").text());
      case "input_image" -> picture(part);
      case "input_audio" -> {
        Given audio = part.needed("input_audio").object();
        yield new Part.Sound(
            audio.needed("format").filledText(), audio.needed("data").filledText());
      }
      default ->
          throw part.at("type")
              .wrong(
                  ("Invalid value: '%s'. Supported values are: 'input_text', 'input_image',"
                          + " 'input_audio', 'output_text', and 'refusal'.")
                      .formatted(type));
    };
  }

  /// Fetching what a URL names would let strangers ask things of the network we stand in.
  private static Part.Picture picture(Given part) throws Objected {
    if (part.at("file_id").isThere()) {
      throw part.at("file_id")
          .wrong("Files are not kept here. Send the image itself as a data URL in 'image_url'.");
    }
    Given given = part.needed("image_url");
    String url = given.text();
    int comma = url.indexOf(',');
    String head = comma < 0 ? "" : url.substring(0, comma).toLowerCase(Locale.ROOT);
    if (!head.startsWith("data:") || !head.endsWith(";base64")) {
      throw given.wrong(
          "Invalid 'image_url'. Images are not fetched: expected a base64-encoded data URL with an"
              + " image MIME type (e.g. 'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU=').");
    }
    String mime = head.substring("data:".length(), head.length() - ";base64".length());
    if (!PICTURES.contains(mime) || comma + 1 == url.length()) {
      throw given.wrong(
          "Invalid MIME type. Only image types are supported: png, jpeg, gif and webp.");
    }
    return new Part.Picture(
        mime.equals("image/jpg") ? "image/jpeg" : mime, url.substring(comma + 1));
  }

  /// What the model thought, as far as it may be read; an encrypted form is somebody else's
  /// (wire.md G.29).
  static Part.Thought thought(Given item) throws Objected {
    var text = new StringBuilder();
    for (String name : List.of("summary", "content")) {
      for (Given part : item.at(name).items()) {
        text.append(part.object().needed("text").text());
      }
      if (!text.isEmpty()) {
        break;
      }
    }
    return new Part.Thought(text.toString(), null);
  }
}
