package dev.homeport.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.contract.Turn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// A picture in a form, as it is uploaded.
final class Uploads {
  private Uploads() {}

  /// The file of the form, and what the form says it is.
  static Turn.Picture picture(byte[] form) {
    String text = new String(form, StandardCharsets.ISO_8859_1);
    String boundary = text.substring(0, text.indexOf("\r\n"));
    assertThat(boundary).as("a form begins with its boundary").startsWith("--");
    assertThat(text.stripTrailing()).as("a form ends with its boundary").endsWith(boundary + "--");
    assertThat(text).contains("name=\"purpose\"").contains("general");
    int head = text.indexOf("filename=");
    assertThat(head).as("a file in the form").isPositive();
    int type = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-type: ", head) + 14;
    String mime = text.substring(type, text.indexOf("\r\n", type)).strip();
    int from = text.indexOf("\r\n\r\n", head) + 4;
    int to = text.indexOf("\r\n" + boundary, from);
    return new Turn.Picture(
        mime, Base64.getEncoder().encodeToString(Arrays.copyOfRange(form, from, to)));
  }
}
