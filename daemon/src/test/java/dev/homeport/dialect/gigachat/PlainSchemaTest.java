package dev.homeport.dialect.gigachat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.wire.json.Json;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Schemas in the few words that GigaChat knows (wire.md E.2, G.24).
class PlainSchemaTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":[\"null\",\"integer\"]} | {\"type\":\"integer\"}",
        "{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"number\"}],\"description\":\"d\"} | {\"type\":\"number\",\"description\":\"d\"}",
        "{\"oneOf\":[{\"type\":\"boolean\"},{\"type\":\"string\"}]} | {\"type\":\"boolean\"}",
        "{\"type\":\"object\"} | {\"type\":\"object\",\"properties\":{}}",
        "{\"type\":\"array\"} | {\"type\":\"array\",\"items\":{\"type\":\"string\"}}",
        "{\"prefixItems\":[{\"type\":\"integer\"}]} | {\"type\":\"array\",\"items\":{\"type\":\"integer\"}}",
        "{\"enum\":[\"a\",null]} | {\"type\":\"string\",\"enum\":[\"a\"]}",
        "{\"type\":\"integer\",\"enum\":[1,2]} | {\"type\":\"integer\",\"description\":\"One of: 1, 2.\"}",
        "{\"const\":\"x\"} | {\"type\":\"string\",\"enum\":[\"x\"]}",
        "{\"type\":\"string\",\"format\":\"date\"} | {\"type\":\"string\",\"format\":\"date\"}",
        "{\"type\":\"string\",\"format\":\"email\",\"pattern\":\"x\",\"minLength\":1} | {\"type\":\"string\"}",
        "{} | {\"type\":\"string\"}",
        "garbage | {\"type\":\"string\"}",
        "{\"$ref\":\"#/$defs/A\",\"$defs\":{\"A\":{\"type\":\"integer\"}}} | {\"type\":\"integer\"}",
      })
  void oneTypeAndNoChoices(String schema, String plain) {
    assertThat(Json.text(PlainSchema.of(schema))).isEqualTo(plain);
  }

  @Test
  void whatMustAllHoldIsOne() {
    assertThat(
            Json.text(
                PlainSchema.of(
                    """
                    {"allOf":[{"properties":{"a":{"type":"string"}},"required":["a"]},
                     {"properties":{"b":{"type":"integer"}},"required":["b","gone"]}],
                     "additionalProperties":false}
                    """)))
        .isEqualTo(
            """
            {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a","b"]}""");
  }

  @Test
  void argumentsAreAlwaysAnObject() {
    String none = "{\"type\":\"object\",\"properties\":{}}";
    assertThat(Json.text(PlainSchema.object(null))).isEqualTo(none);
    assertThat(Json.text(PlainSchema.object("{}"))).isEqualTo(none);
    assertThat(Json.text(PlainSchema.object("{\"type\":\"string\"}"))).isEqualTo(none);
    assertThat(Json.text(PlainSchema.object("nothing"))).isEqualTo(none);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anySchemaComesOutInKnownWords(long seed) {
    String plain = Json.text(PlainSchema.object(Json.text(random(new Random(seed), 6))));
    assertThat(plain)
        .startsWith("{\"type\":\"object\"")
        .doesNotContain("anyOf")
        .doesNotContain("allOf")
        .doesNotContain("$ref")
        .doesNotContain("\"type\":[");
  }

  private static JsonNode random(Random random, int deep) {
    var node = Json.object();
    for (int i = random.nextInt(4); i > 0 && deep > 0; i--) {
      switch (random.nextInt(8)) {
        case 0 -> node.put("type", random.nextBoolean() ? "object" : "array");
        case 1 -> node.putArray("type").add("null").add("string");
        case 2 -> node.putArray("anyOf").add(random(random, deep - 1)).add(7);
        case 3 -> node.putArray("allOf").add(random(random, deep - 1));
        case 4 -> node.putObject("properties").set("p", random(random, deep - 1));
        case 5 -> node.set("items", random(random, deep - 1));
        case 6 -> node.put("$ref", random.nextBoolean() ? "#" : "#/properties/p");
        default -> node.putArray("enum").add(1).add("a");
      }
    }
    return node;
  }
}
