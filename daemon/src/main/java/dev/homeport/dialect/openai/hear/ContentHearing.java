package dev.homeport.dialect.openai.hear;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Part;
import dev.homeport.dialect.openai.part.DataUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The content of a message: a text, or a list of parts.
final class ContentHearing {
  private static final List<String> TYPES =
      List.of("text", "image_url", "input_audio", "refusal", "file");

  private ContentHearing() {}

  /// What it consists of; nothing where there is no content.
  static List<Part> parts(Fields message) {
    JsonNode content = message.raw("content");
    if (content.isTextual()) {
      return List.of(new Part.Text(content.textValue()));
    }
    if (content.isMissingNode()) {
      return List.of();
    }
    if (!content.isArray()) {
      message.faults().type(message.at("content"), "one of a string or array of objects", content);
      return List.of();
    }
    var parts = new ArrayList<Part>(content.size());
    for (Fields part : message.objects("content")) {
      add(part, parts);
    }
    return parts;
  }

  /// What it says; anything but words is a fault.
  static String text(Fields message) {
    var text = new StringBuilder();
    for (Part part : parts(message)) {
      if (part instanceof Part.Text(String said)) {
        text.append(said);
      } else {
        message
            .faults()
            .add(
                "Invalid value for '%s': only text is allowed in messages of this role."
                    .formatted(message.at("content")),
                message.at("content"));
      }
    }
    return text.toString();
  }

  private static void add(Fields part, List<Part> parts) {
    if (!part.node().isObject()) {
      return;
    }
    String type = part.need("type");
    switch (type) {
      case "text" -> parts.add(new Part.Text(part.need("text")));
      case "refusal" -> parts.add(new Part.Text(part.need("refusal")));
      case "image_url" -> picture(part, parts);
      case "input_audio" -> sound(part, parts);
      case "file" ->
          part.faults()
              .add(
                  "Invalid Value: 'file'. This model does not support file content types.",
                  part.at("type"));
      default -> part.faults().word(part.at("type"), type, TYPES);
    }
  }

  /// Nothing is ever fetched: whoever could make us do that could look around in somebody's home
  /// (wire.md G.30).
  private static void picture(Fields part, List<Part> parts) {
    if (!part.has("image_url")) {
      part.faults().missing(part.at("image_url"));
      return;
    }
    boolean bare = part.raw("image_url").isTextual();
    Fields image = bare ? part : part.object("image_url");
    if (image == null) {
      return;
    }
    String name = bare ? "image_url" : "url";
    String url = image.need(name);
    String where = image.at(name);
    if (url.toLowerCase(Locale.ROOT).startsWith("http")) {
      part.faults()
          .add(
              "image URLs are not currently supported, please use base64 encoded data instead",
              where);
      return;
    }
    Part.Picture picture = DataUri.picture(url);
    if (picture == null) {
      part.faults()
          .add(
              "You uploaded an unsupported image. Please make sure your image is valid and has of"
                  + " one the following formats: ['png', 'jpeg', 'gif', 'webp'].",
              where);
    } else {
      parts.add(picture);
    }
  }

  private static void sound(Fields part, List<Part> parts) {
    Fields audio = part.object("input_audio");
    if (audio != null) {
      parts.add(new Part.Sound(audio.need("format"), audio.need("data")));
    } else if (!part.has("input_audio")) {
      part.faults().missing(part.at("input_audio"));
    }
  }
}
