package dev.homeport.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Recorded;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShowPageTest {
  @Test
  void recordedPagesLoseThePathAndNothingElse() {
    List<Recorded> pages =
        Recorded.all().stream()
            .filter(page -> page.path().equals("/api/show") && page.status() == 200)
            .toList();
    assertThat(pages).hasSizeGreaterThan(12);
    for (Recorded page : pages) {
      String before = new String(page.body(), ISO_8859_1);
      String after = new String(shown(page.body(), "the-model"), ISO_8859_1);
      assertThat(after).as(page.name()).doesNotContain("/srv/ollama");
      assertThat(after)
          .as(page.name())
          .isEqualTo(before.replaceAll("FROM /srv/ollama[^\\\\]*", "FROM the-model"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FROM /a/b                  | FROM m",
        "from /a/b                  | from m",
        "FROM \\\"/a b/c\\\"        | FROM m",
        "FROM ~/x.gguf              | FROM m",
        "FROM ./x.gguf              | FROM m",
        "FROM C:\\\\models\\\\x     | FROM m",
        "ADAPTER /a/lora            | ADAPTER m",
        "# FROM /a/b                | # FROM m",
        "#FROM /a                   | #FROM m",
        "x\\nFROM /a\\ny            | x\\nFROM m\\ny",
        "FROM /a\\r\\nFROM /b       | FROM m\\r\\nFROM m",
        "FROM hp-chat:latest        | FROM hp-chat:latest",
        "FROM                       | FROM",
        "SYSTEM eat FROM /the/bowl  | SYSTEM eat FROM /the/bowl",
        "x\\\\nFROM /a              | x\\\\nFROM /a",
        "\\tFROM\\t/a               | \\tFROM\\tm",
      })
  void linesThatPointToAFileNameTheModel(String line, String clean) {
    assertThat(show(line, "m")).isEqualTo(page(clean));
  }

  @Test
  void onlyTheOutermostModelfileIsTouched() {
    String page = "{\"details\":{\"modelfile\":\"FROM /a\"},\"model_info\":{\"x\":\"FROM /a\"}}";
    assertThat(new String(shown(page.getBytes(UTF_8), "m"), UTF_8)).isEqualTo(page);
  }

  @Test
  void nameIsEscapedAndKeepsItsLetters() {
    assertThat(show("FROM /a", "q\"ü")).isEqualTo(page("FROM q\\\"ü"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{\"error\":\"model 'x' not found\"}", "{\"modelfile\":1}", "{\"modelf"})
  void whatIsNoPageStaysAsItIs(String body) {
    assertThat(new String(shown(body.getBytes(UTF_8), "m"), UTF_8)).isEqualTo(body);
  }

  @Test
  void bytesThatAreNoTextSurvive() {
    byte[] page = page("\u00ff\u0001ü").replace("\u0001", "").getBytes(ISO_8859_1);
    assertThat(shown(page, "m")).isEqualTo(page);
  }

  @Test
  void aSecondModelfileIsNotTakenForTheEndOfTheFirst() {
    String body = "{\"modelfile\":\"FROM /a\",\"modelfile\":5,\"x\":\"y\"}";
    var page = new ShowPage("m");
    page.add(body.getBytes(UTF_8), 0, body.length());

    assertThat(new String(page.shown(), UTF_8))
        .isEqualTo("{\"modelfile\":\"FROM m\",\"modelfile\":5,\"x\":\"y\"}");
  }

  /// What goes out, the same wherever the page is cut while it comes.
  private static byte[] shown(byte[] body, String model) {
    byte[] whole = shown(body, model, Math.max(1, body.length));
    assertThat(shown(body, model, 7)).isEqualTo(whole);
    return whole;
  }

  private static byte[] shown(byte[] body, String model, int step) {
    var page = new ShowPage(model);
    int at = 0;
    while (at < body.length && !page.isPast()) {
      int count = Math.min(step, body.length - at);
      page.add(body, at, count);
      at += count;
    }
    var out = new ByteArrayOutputStream();
    out.writeBytes(page.shown());
    out.write(body, at, body.length - at);
    return out.toByteArray();
  }

  private static String show(String modelfile, String model) {
    return new String(shown(page(modelfile).getBytes(UTF_8), model), UTF_8);
  }

  private static String page(String modelfile) {
    return "{ \"license\":\"x\" , \"modelfile\" : \""
        + modelfile
        + "\",\"template\":\"FROM /t\"}\n";
  }
}
