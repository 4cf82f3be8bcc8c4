package dev.homeport.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The fields that an object must and may have, and nothing else.
final class Keys {
  /// In everything that a fake provider says about itself; no client may ever see it.
  private static final String GIVEAWAY = "foreign";

  private final List<String> must;
  private List<String> may = List.of();

  private Keys(List<String> must) {
    this.must = must;
  }

  static Keys must(String... names) {
    return new Keys(Arrays.asList(names));
  }

  Keys may(String... names) {
    may = Arrays.asList(names);
    return this;
  }

  /// The object, which has what it must have, and nothing foreign.
  JsonNode in(JsonNode node) {
    check(node.isObject(), "no object", node);
    for (String name : must) {
      check(node.has(name), "no '" + name + "'", node);
    }
    for (var field : node.properties()) {
      String name = field.getKey();
      check(must.contains(name) || may.contains(name), "a foreign field '" + name + "'", node);
    }
    return node;
  }

  /// A field that must be a text.
  static String text(JsonNode node, String name) {
    check(node.path(name).isTextual(), "no text '" + name + "'", node);
    return node.path(name).textValue();
  }

  /// A field that must be a whole number, not below zero.
  static long count(JsonNode node, String name) {
    JsonNode value = node.path(name);
    check(value.isIntegralNumber() && value.longValue() >= 0, "no count '" + name + "'", node);
    return value.longValue();
  }

  /// Fails with what is wrong in which frame; only then is the frame written down, for there are
  /// very many of them.
  static void check(boolean good, String wrong, JsonNode where) {
    if (!good) {
      throw new AssertionError(wrong + " in " + shortly(where));
    }
  }

  /// The bytes as text: good UTF-8, without raw line ends of Unicode (trap 4, B.3 rule 3) and
  /// without anything by which a provider gives itself away (trap 51).
  static String text(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError("no UTF-8", e);
    }
    for (char raw : new char[] {'\u2028', '\u2029', '\u0085'}) {
      assertThat(text.indexOf(raw)).as("a raw U+%04X", (int) raw).isNegative();
    }
    int foreign = text.indexOf(GIVEAWAY);
    assertThat(foreign)
        .as(
            "the provider shows: %s",
            text.substring(Math.max(0, foreign - 60), Math.max(0, foreign)))
        .isNegative();
    return text;
  }

  static String shortly(JsonNode node) {
    String text = node.toString();
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }
}
