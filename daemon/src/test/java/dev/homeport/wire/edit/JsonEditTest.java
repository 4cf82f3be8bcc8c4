package dev.homeport.wire.edit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.homeport.wire.edit.JsonEdit.Outcome;
import dev.homeport.wire.frame.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// wire.md G.51 and G.59.
class JsonEditTest {
  private static final int CONTENT = 0;
  private static final int FINISH = 1;
  private static final int USAGE = 2;

  private static final JsonEdit CHUNK =
      JsonEdit.builder()
          .replace("model")
          .drop("gone")
          .drop("usage", "cost")
          .drop("choices", "*", "native_finish_reason")
          .set("null", "fixed")
          .see(CONTENT, "choices", "*", "delta", "content")
          .see(FINISH, "choices", "*", "finish_reason")
          .see(USAGE, "usage")
          .build();

  private static final JsonEdit PUT =
      JsonEdit.builder().caseless().replace("model").drop("gone").put("stream", "true").build();

  /// The text as it comes out, by both ways, which must agree.
  private static String edited(JsonEdit edit, String json) {
    byte[] bytes = ("x" + json + "x").getBytes(UTF_8);
    var out = new Bytes().append("before");
    var editor = edit.with("\"new\"");
    Outcome outcome = editor.apply(bytes, 1, bytes.length - 2, out);
    assertThat(out.toString()).startsWith("before");
    String edited = out.toString().substring("before".length());
    if (outcome == Outcome.BROKEN) {
      assertThat(edited).isEmpty();
      return "broken";
    }
    assertThat(outcome == Outcome.SAME).isEqualTo(edited.equals(json));
    assertThat(written(editor, json)).isEqualTo(edited.strip());
    return edited;
  }

  private static String written(JsonEditor editor, String json) {
    byte[] bytes = json.getBytes(UTF_8);
    String whole = written(editor, bytes, Math.max(1, bytes.length));
    for (int step = 1; step < bytes.length; step++) {
      assertThat(written(editor, bytes, step)).isEqualTo(whole);
    }
    return whole;
  }

  private static String written(JsonEditor editor, byte[] bytes, int step) {
    Source source =
        out -> {
          for (int at = 0; at < bytes.length; at += step) {
            out.write(bytes, at, Math.min(step, bytes.length - at));
          }
        };
    try {
      Edits edits = editor.scan(source).orElseThrow();
      var out = new ByteArrayOutputStream();
      edits.write(source, out);
      assertThat(edits.length()).isEqualTo(out.size());
      return out.toString(UTF_8).stripLeading();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                  | {}",
        "{\"model\":\"a\"}                   | {\"model\":\"\\\"new\\\"\"}",
        "{ \"model\" : null , \"a\":1.0 }    | { \"model\" : \"\\\"new\\\"\" , \"a\":1.0 }",
        "{\"mod\\u0065l\":{\"x\":[1]}}       | {\"mod\\u0065l\":\"\\\"new\\\"\"}",
        "{\"model\":1,\"b\":2,\"model\":[]}  | {\"model\":\"\\\"new\\\"\",\"b\":2,\"model\":\"\\\"new\\\"\"}",
        "{\"Model\":1,\"models\":2,\"mode\":3}| {\"Model\":1,\"models\":2,\"mode\":3}",
        "{\"a\":{\"model\":1,\"gone\":2}}    | {\"a\":{\"model\":1,\"gone\":2}}",
        "{\"gone\":1}                        | {}",
        "{\"gone\":1,\"gone\":[2,{}]}        | {}",
        "{\"gone\":1,\"a\":2}                | {\"a\":2}",
        "{\"gone\":1 , \"gone\":1, \"a\":2 } | {\"a\":2 }",
        "{\"a\":2,\"gone\":1}                | {\"a\":2}",
        "{\"a\":2 , \"gone\":1 , \"b\":3}    | {\"a\":2 , \"b\":3}",
        "{\"a\":2,\"gone\":1,\"gone\":2,\"b\":3}| {\"a\":2,\"b\":3}",
        "{\"gone\":1,\"a\":2,\"gone\":3}     | {\"a\":2}",
        "{\"usage\":{\"cost\":0.1}}          | {\"usage\":{}}",
        "{\"usage\":{\"a\":1,\"cost\":0.1}}  | {\"usage\":{\"a\":1}}",
        "{\"usage\":[{\"cost\":1}]}          | {\"usage\":[{\"cost\":1}]}",
        "{\"usage\":null,\"fixed\":[1,2]}    | {\"usage\":null,\"fixed\":null}",
        "[{\"model\":1}]                     | [{\"model\":1}]",
        "\"model\"                           | \"model\"",
        "12                                  | 12",
      })
  void onlyWhatIsListedChanges(String json, String expected) {
    assertThat(edited(CHUNK, json)).isEqualTo(expected);
  }

  @Test
  void everyItemOfAListIsReached() {
    String choice = "{\"index\":1,\"native_finish_reason\":\"STOP\",\"native\":1}";
    assertThat(edited(CHUNK, "{\"choices\":[" + choice + ",[]," + choice + ",3]}"))
        .isEqualTo("{\"choices\":[{\"index\":1,\"native\":1},[],{\"index\":1,\"native\":1},3]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                          | {\"stream\":true}",
        "{ \"gone\":1 }              | {  \"stream\":true}",
        "{\"a\":1}                   | {\"a\":1,\"stream\":true}",
        "{\"a\":1,\"gone\":2}        | {\"a\":1,\"stream\":true}",
        "{\"stream\":false,\"b\":1}  | {\"stream\":true,\"b\":1}",
        "{\"Stream\":false}          | {\"Stream\":true}",
        "{\"\u017ftream\":0,\"MODEL\":1} | {\"\u017ftream\":true,\"MODEL\":\"\\\"new\\\"\"}",
        "{\"b\":{\"stream\":false}}  | {\"b\":{\"stream\":false},\"stream\":true}",
        "[]                          | []",
      })
  void whatIsPutIsThereAfterwards(String json, String expected) {
    assertThat(edited(PUT, json)).isEqualTo(expected);
  }

  @Test
  void severalNewFieldsComeInTheirOrder() {
    var edit = JsonEdit.builder().put("a", "1").put("b", "{}").put("c", "\"x\"").build();
    assertThat(edited(edit, "{\"b\":0}")).isEqualTo("{\"b\":{},\"a\":1,\"c\":\"x\"}");
    assertThat(edited(edit, "{}")).isEqualTo("{\"a\":1,\"b\":{},\"c\":\"x\"}");
  }

  @Test
  void itemsGoWithTheirCommas() {
    var edit = JsonEdit.builder().drop("a", "*").drop("b").see(0, "b", "c").build();
    assertThat(edited(edit, "{\"a\":[1, {},\"x\"],\"b\":{\"c\":1}}")).isEqualTo("{\"a\":[]}");
    assertThat(edited(edit, "{\"a\":[ ]}")).isEqualTo("{\"a\":[ ]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"model\":\"a\"",
        "{\"model\":\"a\"}x",
        "{\"model\":\"a\"}{}",
        "{\"model\":\"a\",}",
        "{\"gone\":tru}",
        "{\"gone\" 1}",
        "{'model':1}",
        "[1,]",
        "nul",
      })
  void whatIsNoJsonIsNotTouched(String json) {
    assertThat(edited(CHUNK, json)).isEqualTo("broken");
  }

  @Test
  void editorGoesOnAfterABrokenText() {
    var editor = CHUNK.with("new");
    var out = new Bytes();
    for (String broken : List.of("{\"a\":\"\\ud83d", "[[[", "{\"model\":\"x", "{\"gone\":1,")) {
      byte[] bytes = broken.getBytes(UTF_8);
      assertThat(editor.apply(bytes, 0, bytes.length, out)).isEqualTo(Outcome.BROKEN);
      byte[] good = "{\"model\":\"a\"}".getBytes(UTF_8);
      assertThat(editor.apply(good, 0, good.length, out)).isEqualTo(Outcome.CHANGED);
      assertThat(out).hasToString("{\"model\":\"new\"}");
      out.clear();
    }
  }

  @Test
  void valuesAreSeenAsTheyWere() {
    var seen = new ArrayList<String>();
    JsonEdit.Seen into =
        (tag, bytes, from, count) -> seen.add(tag + " " + new String(bytes, from, count, UTF_8));
    byte[] json =
        """
        {"choices":[{"delta":{"content":"a\\n"},"finish_reason": null},
        {"finish_reason":"stop"}], "usage": {"total": 3, "cost": 0.5}}
        """
            .getBytes(UTF_8);
    CHUNK.with("x").apply(json, 0, json.length, new Bytes(), into);
    assertThat(seen)
        .containsExactly("0 \"a\\n\"", "1 null", "1 \"stop\"", "2 {\"total\": 3, \"cost\": 0.5}");
    seen.clear();
    byte[] broken = "{\"usage\":1".getBytes(UTF_8);
    CHUNK.plain().apply(broken, 0, broken.length, new Bytes(), into);
    assertThat(seen).isEmpty();
  }

  @Test
  void whatIsDroppedIsSeenFirst() {
    var seen = new ArrayList<Integer>();
    var edit = JsonEdit.builder().drop("a").see(7, "a", "b").see(8, "a").build();
    byte[] json = "{\"a\":{\"b\":1}}".getBytes(UTF_8);
    edit.plain().apply(json, 0, json.length, new Bytes(), (tag, _, _, _) -> seen.add(tag));
    assertThat(seen).containsExactly(7, 8);
  }

  @Test
  void withoutATextNothingIsReplaced() {
    byte[] json = "{\"model\":\"a\"}".getBytes(UTF_8);
    assertThat(CHUNK.plain().apply(json, 0, json.length, new Bytes())).isEqualTo(Outcome.SAME);
  }

  @Test
  void textAfterALargeValueIsNotWritten() {
    assertThat(written(CHUNK.with("b"), "{\"model\":\"a\"} {\"model\":\"c\"}"))
        .isEqualTo("{\"model\":\"b\"}");
  }

  @Test
  void textOfNothingButChangesTakesNoMemoryToSpeakOf() {
    byte[] json = ("{" + "\"model\":1,".repeat(100_000) + "\"a\":1}").getBytes(UTF_8);
    assertThat(CHUNK.with("x").apply(json, 0, json.length, new Bytes())).isEqualTo(Outcome.BROKEN);
    byte[] gone = ("{" + "\"gone\":1,".repeat(100_000) + "\"a\":1}").getBytes(UTF_8);
    var out = new Bytes();
    assertThat(CHUNK.with("x").apply(gone, 0, gone.length, out)).isEqualTo(Outcome.CHANGED);
    assertThat(out).hasToString("{\"a\":1}");
  }

  @Test
  void pathsThatMeanNothingAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> JsonEdit.builder().drop());
    assertThatIllegalArgumentException().isThrownBy(() -> JsonEdit.builder().see(-1, "a"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonEdit.builder().see(1, "a").see(2, "a"));
  }

  @Test
  void nestingHasTheLimitOfGo() {
    for (int deep : new int[] {1, 64, 65, 10_000}) {
      String json = "{\"a\":".repeat(deep - 1) + "[]" + "}".repeat(deep - 1);
      byte[] bytes = json.getBytes(UTF_8);
      var out = new Bytes();
      assertThat(CHUNK.plain().apply(bytes, 0, bytes.length, out)).isEqualTo(Outcome.SAME);
      assertThat(out).hasToString(json);
    }
    byte[] deeper = "[".repeat(1_000_000).getBytes(UTF_8);
    assertThat(CHUNK.plain().apply(deeper, 0, deeper.length, new Bytes()))
        .isEqualTo(Outcome.BROKEN);
    byte[] tooDeep = ("[".repeat(10_001) + "]".repeat(10_001)).getBytes(UTF_8);
    assertThat(CHUNK.plain().apply(tooDeep, 0, tooDeep.length, new Bytes()))
        .isEqualTo(Outcome.BROKEN);
  }

  @Test
  void bodyWithAPictureIsNotHeldTwice() throws IOException {
    byte[] head = "{\"model\":\"a\",\"images\":[\"".getBytes(UTF_8);
    byte[] piece = "QUJD".repeat(16 * 1024).getBytes(UTF_8);
    byte[] end = "\"]}".getBytes(UTF_8);
    int pieces = 320;
    Source source =
        out -> {
          out.write(head);
          for (int i = 0; i < pieces; i++) {
            out.write(piece);
          }
          out.write(end);
        };
    Edits edits = PUT.with("other").scan(source).orElseThrow();
    var largest = new int[1];
    var written = new long[1];
    edits.write(
        source,
        new OutputStream() {
          @Override
          public void write(int single) {
            written[0]++;
          }

          @Override
          public void write(byte[] bytes, int from, int count) {
            largest[0] = Math.max(largest[0], count);
            written[0] += count;
          }
        });
    long before = head.length + (long) pieces * piece.length + end.length;
    assertThat(edits.length()).isEqualTo(written[0]).isEqualTo(before + 4 + 14);
    assertThat(largest[0]).isEqualTo(piece.length);
  }
}
