package dev.homeport.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Ending;
import dev.homeport.contract.Script.Step;
import dev.homeport.fake.RecordedAnswer;
import dev.homeport.fake.Recording;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The fake Ollama beside the recordings of a real one: it writes the same lines, and understands
/// the same requests.
class OllamaRecordingsTest {
  private static final Step WEATHER = new Step.Call("get_weather", "{\"city\":\"Oslo\"}");
  private static final Map<String, Script> SCRIPTS =
      Map.of(
          "one", Script.of(WEATHER),
          "two",
              Script.of(
                  new Step.Call("get_weather", "{\"city\":\"Oslo\",\"unit\":\"c\"}"),
                  new Step.Call("get_time", "{\"tz\":\"CET\"}")),
          "text",
              Script.of(
                  new Step.Text("Let"), new Step.Text(" me"), new Step.Text(" look."), WEATHER),
          "words", Script.saying("w1 ", "w2 ", "w3 ", "w4 ", "w5"),
          "length", Script.saying("w1 ", "w2 ").ending(new Ending.Done(Script.Why.LENGTH)),
          "silent", Script.saying("w1 ", "w2 ", "w3 ").ending(new Ending.Silent()),
          "nothing", Script.of().using(new Script.Tokens(26, 0, 0, 0)),
          "chances", Script.saying("w1 ", "w2"));

  @ParameterizedTest
  @CsvSource({
    "chat/tools-one-rendered, RENDERED, one",
    "chat/tools-one-native, NATIVE, one",
    "chat/tools-two-rendered, RENDERED, two",
    "chat/tools-two-native, NATIVE, two",
    "chat/tools-text-and-call-rendered, RENDERED, text",
    "chat/tools-text-and-call-native, NATIVE, text",
    "chat/native-stream, NATIVE, words",
    "chat/stream-default, RENDERED, words",
    "chat/stream-false, RENDERED, words",
    "chat/num-predict-length, RENDERED, length",
    "chat/empty-answer, RENDERED, nothing",
    "chat/logprobs, RENDERED, chances",
    "faults/silent-eof-chat, RENDERED, silent",
    "faults/silent-eof-chat-nostream, RENDERED, silent"
  })
  void linesAreThoseOfARealOne(String recording, OllamaProvider.Path path, String script) {
    var real = Recording.of(recording);
    var provider = new OllamaProvider(path);
    Asked asked = provider.understand("/api/chat", body(real.request()));
    Rendered ours = provider.render(Objects.requireNonNull(SCRIPTS.get(script)), asked);
    assertThat(lines(new String(ours.body(), StandardCharsets.UTF_8)))
        .isEqualTo(
            lines(
                new String(
                    RecordedAnswer.of(real.response(), "POST").body(), StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chat/tools-result-rendered",
        "chat/tools-result-native",
        "chat/think-history",
        "chat/format-json",
        "chat/format-schema",
        "chat/image-vision",
        "chat/logprobs-only"
      })
  void requestOfARealClientIsUnderstood(String recording) {
    Asked asked =
        new OllamaProvider(OllamaProvider.Path.RENDERED)
            .understand("/api/chat", body(Recording.of(recording).request()));
    assertThat(asked.numbered().turns()).isNotEmpty();
  }

  private static byte[] body(byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    return text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
  }

  /// What is on the lines, without what is another each time.
  private static List<String> lines(String body) {
    var lines = new ArrayList<String>();
    for (String line : body.strip().split("\n", -1)) {
      lines.add(shape(Nodes.read(line)));
    }
    return lines;
  }

  private static String shape(JsonNode line) {
    var shape = new StringBuilder();
    line.properties()
        .forEach(
            field -> {
              shape.append(field.getKey());
              if (field.getKey().equals("message") || field.getKey().startsWith("done")) {
                shape.append(
                    field.getValue().toString().replaceAll("\"id\":\"[^\"]*\"", "\"id\":\"…\""));
              } else if (field.getKey().equals("logprobs")) {
                shape.append(field.getValue());
              }
              shape.append(' ');
            });
    return shape
        .toString()
        .replace("\"unit\":\"c\",\"city\":\"Oslo\"", "\"city\":\"Oslo\",\"unit\":\"c\"");
  }
}
