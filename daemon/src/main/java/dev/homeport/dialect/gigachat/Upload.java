package dev.homeport.dialect.gigachat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Part;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.PictureType;
import dev.homeport.wire.Field;
import dev.homeport.wire.Payload;
import dev.homeport.wire.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// The upload of a picture, without which it cannot be shown.
final class Upload {
  private static final Pattern PICTURE = Pattern.compile("image/([a-z0-9]{1,10})");
  private static final String USUAL = "image/jpeg";

  private Upload() {}

  static Call of(Part.Picture picture) {
    String boundary = "homeport-" + UUID.randomUUID();
    String mime = PictureType.of(picture);
    if (!PICTURE.matcher(mime).matches()) {
      mime = USUAL;
    }
    String name = "picture." + mime.substring(mime.indexOf('/') + 1);
    byte[] head =
        """
        --%1$s\r
        Content-Disposition: form-data; name="purpose"\r
        \r
        general\r
        --%1$s\r
        Content-Disposition: form-data; name="file"; filename="%2$s"\r
        Content-Type: %3$s\r
        \r
        """
            .formatted(boundary, name, mime)
            .getBytes(UTF_8);
    byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(UTF_8);
    var type = new Field("Content-Type", "multipart/form-data; boundary=" + boundary);
    return new Call("POST", "/files", List.of(type), new Form(List.of(head, bytes(picture), tail)));
  }

  /// The parts of a form one after the other, so that a picture is not copied into one with them.
  private record Form(List<byte[]> parts) implements Payload {
    @Override
    public long length() {
      return parts.stream().mapToLong(part -> part.length).sum();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      for (byte[] part : parts) {
        out.write(part);
      }
    }

    @Override
    public InputStream open() {
      return new SequenceInputStream(
          Collections.enumeration(parts.stream().map(ByteArrayInputStream::new).toList()));
    }
  }

  private static byte[] bytes(Part.Picture picture) {
    try {
      return Base64.getMimeDecoder().decode(picture.base64());
    } catch (IllegalArgumentException _) {
      // The provider says what it thinks of a picture without a byte.
      return new byte[0];
    }
  }

  /// How large it will be.
  static long size(Part.Picture picture) {
    return picture.base64().length() / 4L * 3;
  }

  /// The id of the file in an answer; empty where there is none.
  static String id(byte[] answer) {
    JsonNode id = Json.readOrMissing(answer, 0, answer.length).path("id");
    return id.asText("");
  }
}
