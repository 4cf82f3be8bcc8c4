package dev.homeport.dialect.anthropic.heard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.dialect.given.Given;
import dev.homeport.dialect.given.Wording;

/// How Anthropic's API objects, with the place before all that it says.
final class Words implements Wording {
  @Override
  public String item(String list, int index) {
    return list + "." + index;
  }

  @Override
  public String wrong(String what, String place) {
    return place.isEmpty() ? what : place + ": " + what;
  }

  @Override
  public String missing(String place) {
    return "Field required";
  }

  @Override
  public String type(Kind due, Given got) {
    return switch (due) {
      case OBJECT -> "Input should be a valid dictionary";
      case LIST -> "Input should be a valid list";
      case TEXT -> "Input should be a valid string";
      case NUMBER, INTEGER -> number(got.node());
      case FLAG -> "Input should be a valid boolean";
    };
  }

  private static String number(JsonNode got) {
    if (!got.isNumber()) {
      return "Input should be a valid number";
    }
    boolean finite = Double.isFinite(got.doubleValue());
    return finite ? "Input should be a valid integer" : "Input should be a finite number";
  }

  @Override
  public String empty(Given got) {
    return "String should have at least 1 character";
  }

  @Override
  public String below(int least, Given got) {
    return "Input should be greater than or equal to " + least;
  }

  @Override
  public String unknown(String known, Given got) {
    return "Input should be one of " + known;
  }
}
