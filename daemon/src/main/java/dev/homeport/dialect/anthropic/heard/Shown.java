package dev.homeport.dialect.anthropic.heard;

import dev.homeport.chat.Part;
import dev.homeport.dialect.given.Given;
import dev.homeport.dialect.given.Objected;
import java.util.ArrayList;
import java.util.List;

/// What a user or a tool shows: texts and pictures.
final class Shown {
  private static final List<String> PICTURES =
      List.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private Shown() {}

  /// The content of a tool's result: nothing, a text, or blocks.
  static List<Part> parts(Given content) throws Objected {
    if (!content.isThere()) {
      return List.of();
    }
    if (content.isText()) {
      return List.of(new Part.Text(content.text()));
    }
    var parts = new ArrayList<Part>();
    for (Given block : content.items()) {
      parts.add(part(block.object()));
    }
    return List.copyOf(parts);
  }

  /// One block.
  static Part part(Given block) throws Objected {
    String type = block.needed("type").text();
    return switch (type) {
      case "text" -> new Part.Text(block.needed("text").text());
      case "image" -> picture(block.needed("source").object());
      case "document", "search_result" ->
          throw block.wrong(
              "blocks of type '%s' cannot be read here. Send their text in a block of type 'text'."
                  .formatted(type));
      default -> throw unknown(block, type);
    };
  }

  /// Fetching what a URL names would let strangers ask things of the network we stand in.
  private static Part.Picture picture(Given source) throws Objected {
    String type = source.needed("type").text();
    if (!type.equals("base64")) {
      throw source.wrong(
          "invalid image source type: %s. Only base64 images are supported.".formatted(type));
    }
    return new Part.Picture(
        source.needed("media_type").oneOf(PICTURES), source.needed("data").filledText());
  }

  static Objected unknown(Given block, String type) {
    return block.wrong(
        "Input tag '%s' found using 'type' does not match any of the expected tags"
            .formatted(type));
  }
}
