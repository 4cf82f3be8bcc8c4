package dev.homeport.dialect.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.wire.json.Json;
import org.junit.jupiter.api.Test;

/// What stands where a reference stood (wire.md G.24).
class ReferencesTest {
  @Test
  void definitionTakesThePlaceOfTheReference() throws Exception {
    assertThat(
            inlined(
                """
                {"$schema":"x","type":"object","properties":{"a":{"$ref":"#/$defs/P","description":"d"}},
                 "$defs":{"P":{"type":"string","enum":["$ref"]}}}
                """))
        .isEqualTo(
            """
            {"type":"object","properties":{"a":{"type":"string","enum":["$ref"],"description":"d"}}}""");
  }

  @Test
  void propertyMayHaveTheNameOfAKeyword() throws Exception {
    String schema =
        """
        {"type":"object","properties":{"$ref":{"type":"string"},"$id":{"type":"string"}}}""";
    assertThat(inlined(schema)).isEqualTo(schema);
  }

  @Test
  void definitionThatContainsItselfEnds() throws Exception {
    assertThat(
            inlined(
                """
                {"$ref":"#/definitions/N","definitions":{"N":{"type":"object",
                 "properties":{"next":{"$ref":"#/definitions/N"}}}}}
                """))
        .isEqualTo("{\"type\":\"object\",\"properties\":{\"next\":{\"type\":\"object\"}}}");
    assertThat(inlined("{\"$ref\":\"#\"}")).isEqualTo("{\"type\":\"object\"}");
  }

  @Test
  void whatIsNotInTheDocumentIsAnything() throws Exception {
    assertThat(inlined("{\"items\":{\"$ref\":\"https://example.com/s\"}}"))
        .isEqualTo("{\"items\":{}}");
    assertThat(inlined("{\"items\":{\"$ref\":\"#/nowhere\"}}")).isEqualTo("{\"items\":{}}");
    assertThat(inlined("{\"items\":{\"$ref\":\"#%zz\"}}")).isEqualTo("{\"items\":{}}");
  }

  @Test
  void definitionsThatDoubleEachTimeStaySmall() throws Exception {
    var schema = new StringBuilder("{\"$ref\":\"#/$defs/d0\",\"$defs\":{");
    for (int i = 0; i < 60; i++) {
      String next = "{\"$ref\":\"#/$defs/d" + (i + 1) + "\"}";
      schema.append("\"d%d\":{\"anyOf\":[%s,%s]},".formatted(i, next, next));
    }
    schema.append("\"d60\":{}}}");
    assertThat(inlined(schema.toString()).length()).isLessThan(1_000_000);
  }

  private static String inlined(String schema) throws Exception {
    return Json.text(References.inlined(Json.read(schema)));
  }
}
