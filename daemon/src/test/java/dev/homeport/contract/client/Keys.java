package dev.homeport.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

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
    assertThat(node.isObject()).as("an object: %s", shortly(node)).isTrue();
    var there = node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    assertThat(there).as("fields of %s", shortly(node)).containsAll(must);
    var allowed = Stream.concat(must.stream(), may.stream()).toList();
    assertThat(allowed).as("fields allowed in %s", shortly(node)).containsAll(there);
    return node;
  }

  /// A field that must be a text.
  static String text(JsonNode node, String name) {
    assertThat(node.path(name).isTextual())
        .as("'%s' must be a text in %s", name, shortly(node))
        .isTrue();
    return node.path(name).textValue();
  }

  /// A field that must be a whole number, not below zero.
  static long count(JsonNode node, String name) {
    JsonNode value = node.path(name);
    assertThat(value.isIntegralNumber() && value.longValue() >= 0)
        .as("'%s' must be a count in %s", name, shortly(node))
        .isTrue();
    return value.longValue();
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
    assertThat(text.indexOf('\u2028')).as("raw U+2028").isNegative();
    assertThat(text.indexOf('\u2029')).as("raw U+2029").isNegative();
    assertThat(text.indexOf('\u0085')).as("raw U+0085").isNegative();
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
