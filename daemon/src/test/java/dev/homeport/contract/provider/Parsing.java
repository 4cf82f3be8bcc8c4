package dev.homeport.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Turn;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How a provider of tests reads requests: nothing is guessed, and a field that it does not know is
/// a fault of whoever sent it.
final class Parsing {
  private Parsing() {}

  /// An object without fields that are not among these.
  static JsonNode only(JsonNode node, List<String> names) {
    check(node.isObject(), "no object", node);
    for (var field : node.properties()) {
      check(names.contains(field.getKey()), "no such field: " + field.getKey(), node);
    }
    return node;
  }

  static JsonNode only(JsonNode node, String... names) {
    return only(node, List.of(names));
  }

  /// A text that must be there.
  static String text(JsonNode node, String name) {
    check(node.path(name).isTextual(), "no text '" + name + "'", node);
    return node.path(name).textValue();
  }

  private static void check(boolean good, String wrong, JsonNode where) {
    if (!good) {
      throw new AssertionError(wrong + " in " + shortly(where));
    }
  }

  /// A text, or nothing.
  static String maybe(JsonNode node, String name) {
    return node.hasNonNull(name) ? text(node, name) : "";
  }

  /// Base64 of a picture, without anything before it (H5, trap 30).
  static String base64(String text) {
    assertThat(Base64.getDecoder().decode(text)).isNotEmpty();
    return text;
  }

  /// What a picture is, by its first bytes.
  static String mime(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    return bytes[0] == (byte) 0x89 ? "image/png" : bytes[0] == (byte) 0xff ? "image/jpeg" : "?";
  }

  /// A picture as a `data:` URL.
  static Turn.Picture dataUrl(String url) {
    assertThat(url).startsWith("data:").contains(";base64,");
    int comma = url.indexOf(',');
    return new Turn.Picture(url.substring(5, url.indexOf(';')), base64(url.substring(comma + 1)));
  }

  /// A schema that says nothing is none.
  static @Nullable JsonNode parameters(JsonNode holder, String name) {
    JsonNode schema = holder.path(name);
    if (schema.isMissingNode() || schema.isNull() || schema.path("properties").isEmpty()) {
      return null;
    }
    assertThat(schema.path("type").asText()).as("a schema of arguments").isEqualTo("object");
    return schema;
  }

  /// The knobs under their neutral names.
  static SortedMap<String, JsonNode> knobs(JsonNode holder, Map<String, String> names) {
    var knobs = new TreeMap<String, JsonNode>();
    names.forEach(
        (own, neutral) -> {
          if (holder.has(own)) {
            JsonNode value = holder.path(own);
            assertThat(value.isNull()).as("'%s' is sent as null", own).isFalse();
            knobs.put(neutral, value.isTextual() ? Nodes.array().add(value) : value);
          }
        });
    return knobs;
  }

  /// Reads a body.
  static JsonNode body(byte[] body) {
    return Nodes.read(new String(body, StandardCharsets.UTF_8));
  }

  static String shortly(JsonNode node) {
    String text = node.toString();
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }
}
