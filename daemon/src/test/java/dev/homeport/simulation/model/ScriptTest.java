package dev.homeport.simulation.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.simulation.model.Question.Tool;
import dev.homeport.wire.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private static final Tool WEATHER =
      new Tool(
          "get_weather",
          null,
          object(
              """
              {"type":"object","required":["city","unit"],"properties":{
                "city":{"type":"string"},"unit":{"type":"string","enum":["c","f"]},
                "days":{"type":"integer"}}}
              """));

  private static JsonObject object(String text) {
    return JsonObject.parse(text) instanceof JsonObject.Parsed.Good(JsonObject object)
        ? object
        : JsonObject.EMPTY;
  }

  private static Question asked(String prompt, Tool... tools) {
    return new Question(
        prompt, prompt.length(), List.of(tools), false, false, JsonObject.EMPTY, -1, List.of());
  }

  private static String said(Question question) {
    return Script.of(question).stream()
        .map(piece -> piece instanceof Piece.Text(String text) ? text : "[" + piece + "]")
        .collect(Collectors.joining());
  }

  private static List<String> calls(Question question) {
    return Script.of(question).stream()
        .filter(Piece.Call.class::isInstance)
        .map(Piece.Call.class::cast)
        .map(call -> call.name() + call.arguments())
        .toList();
  }

  @Test
  void everyAnswerSaysThatItIsSimulated() {
    assertThat(said(asked("hello"))).startsWith("This is a simulated answer").contains("“hello”");
    assertThat(said(asked(""))).contains("simulated");
    assertThat(said(asked("count to 3"))).isEqualTo("Simulated counting: 1 2 3.");
  }

  @Test
  void sameQuestionGetsTheSameAnswer() {
    assertThat(Script.of(asked("why?"))).isEqualTo(Script.of(asked("why?")));
  }

  @Test
  void toolIsCalledWhenThePromptIsAboutIt() {
    assertThat(calls(asked("How is the weather in Oslo?", WEATHER)))
        .containsExactly("get_weather{\"city\":\"Oslo\",\"unit\":\"c\"}");
    assertThat(calls(asked("Tell a story", WEATHER))).isEmpty();
  }

  @Test
  void argumentsMayStandAfterTheName() {
    assertThat(calls(asked("get_weather {\"city\":\"Rome\"} please", WEATHER)))
        .containsExactly("get_weather{\"city\":\"Rome\"}");
  }

  @Test
  void answerEndsBeforeAStop() {
    Question question =
        new Question(
            "x", 1, List.of(), false, false, JsonObject.EMPTY, -1, List.of("answer", "nowhere"));
    assertThat(said(question)).isEqualTo("This is a simulated ");
  }

  @Test
  void jsonFitsItsSchema() {
    Question question =
        new Question("x", 1, List.of(), false, true, WEATHER.parameters(), -1, List.of());
    assertThat(said(question)).isEqualTo("{\"city\":\"simulated\",\"unit\":\"c\"}");
  }

  @Test
  void thoughtsComeFirst() {
    Question question =
        new Question("x", 1, List.of(), true, false, JsonObject.EMPTY, -1, List.of());
    List<Piece> pieces = Script.of(question);
    assertThat(pieces.getFirst()).isInstanceOf(Piece.Thought.class);
    assertThat(pieces.getLast()).isInstanceOf(Piece.Text.class);
  }
}
