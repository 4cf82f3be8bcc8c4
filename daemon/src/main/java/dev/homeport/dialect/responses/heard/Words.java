package dev.homeport.dialect.responses.heard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.dialect.given.Given;
import dev.homeport.dialect.given.Wording;

/// How OpenAI's API objects, with the place in quotes where it names it.
final class Words implements Wording {
  @Override
  public String item(String list, int index) {
    return list + "[" + index + "]";
  }

  @Override
  public String wrong(String what, String place) {
    return what;
  }

  @Override
  public String missing(String place) {
    return "Missing required parameter: '%s'.".formatted(place);
  }

  @Override
  public String type(Kind due, Given got) {
    String what = got.place().isEmpty() ? "the body" : "'" + got.place() + "'";
    return "Invalid type for %s: expected %s, but got %s instead."
        .formatted(what, named(due), named(got.node()));
  }

  private static String named(Kind due) {
    return switch (due) {
      case OBJECT -> "an object";
      case LIST -> "an array";
      case TEXT -> "a string";
      case NUMBER -> "a decimal";
      case INTEGER -> "an integer";
      case FLAG -> "a boolean";
    };
  }

  private static String named(JsonNode got) {
    return switch (got.getNodeType()) {
      case STRING -> named(Kind.TEXT);
      case NUMBER -> named(got.isIntegralNumber() ? Kind.INTEGER : Kind.NUMBER);
      case BOOLEAN -> named(Kind.FLAG);
      case ARRAY -> named(Kind.LIST);
      case OBJECT -> named(Kind.OBJECT);
      case NULL, MISSING, BINARY, POJO -> "null";
    };
  }

  @Override
  public String empty(Given got) {
    return "Invalid '%s': empty string. Expected a string with minimum length 1, but got an empty string instead."
        .formatted(got.place());
  }

  @Override
  public String below(int least, Given got) {
    return "Invalid '%s': integer below minimum value. Expected a value >= %d, but got %s instead."
        .formatted(got.place(), least, got.node().asText());
  }

  @Override
  public String unknown(String known, Given got) {
    return "Invalid value: '%s'. Supported values are: %s.".formatted(got.node().asText(), known);
  }
}
