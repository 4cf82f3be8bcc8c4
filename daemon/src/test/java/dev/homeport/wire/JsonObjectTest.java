package dev.homeport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.wire.JsonObject.Parsed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
  private static JsonObject object(String text) {
    return JsonObject.parse(text) instanceof Parsed.Good(JsonObject object)
        ? object
        : JsonObject.EMPTY;
  }

  @Test
  void whatIsOfAnotherTypeIsNotThere() {
    JsonObject object = object("{\"a\":1,\"b\":\"x\",\"c\":null}");
    assertThat(object.text("a")).isNull();
    assertThat(object.number("b", 7)).isEqualTo(7);
    assertThat(object.flag("b", true)).isTrue();
    assertThat(object.has("c")).isFalse();
    assertThat(object.object("a").names()).isEmpty();
    assertThat(object.objects("b")).isEmpty();
  }

  @Test
  void oneTextStandsForAListOfOne() {
    assertThat(object("{\"stop\":\"x\"}").texts("stop")).containsExactly("x");
    assertThat(object("{\"stop\":[\"x\",1,\"y\"]}").texts("stop")).containsExactly("x", "y");
  }

  @Test
  void textAfterTheValueIsNotLookedAt() {
    assertThat(object("{\"a\":1} rubbish").number("a", 0)).isEqualTo(1);
  }

  @Test
  void whatIsNoObjectIsNamed() {
    assertThat(JsonObject.parse("")).isEqualTo(new Parsed.Nothing());
    assertThat(JsonObject.parse("[1]")).isEqualTo(new Parsed.Other("array"));
    assertThat(JsonObject.parse("{\"a\":"))
        .isInstanceOfSatisfying(Parsed.Broken.class, broken -> assertThat(broken.cut()).isTrue());
    assertThat(JsonObject.parse("{a}"))
        .isInstanceOfSatisfying(Parsed.Broken.class, broken -> assertThat(broken.cut()).isFalse());
  }

  @Test
  void fieldsKeepTheirOrderOrAreSorted() {
    var fields =
        new JsonFields()
            .put("b", new JsonFields().put("z", 1).put("y", true))
            .put("a", Arrays.asList("ü\n", null))
            .putIfThere("c", null);
    assertThat(fields).hasToString("{\"b\":{\"z\":1,\"y\":true},\"a\":[\"ü\\n\",null]}");
    assertThat(fields.sorted()).hasToString("{\"a\":[\"ü\\n\",null],\"b\":{\"y\":true,\"z\":1}}");
  }

  @Test
  void whatCameCanBePassedOn() {
    String text = "{\"a\":[1,2.5,{\"b\":null}],\"c\":false}";
    assertThat(object(text).fields()).hasToString(text);
    assertThat(object(text).names()).isEqualTo(List.of("a", "c"));
  }
}
