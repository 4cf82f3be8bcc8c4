package dev.homeport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.homeport.wire.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// wire.md G.16.
class CallArgumentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"z\":1,\"a\":10000000000000001} | {\"z\":1,\"a\":10000000000000001}",
        "' { \"a\" : [ ] } ' | {\"a\":[]}",
        "null | {}",
        "'\"\"' | {}",
        "'\"{\\\"a\\\":1}\"' | {\"a\":1}",
      })
  void anObjectIsFound(String text, String object) {
    assertThat(CallArguments.object(text).map(Json::text)).contains(object);
  }

  @Test
  void nothingSaidIsNoArguments() {
    assertThat(CallArguments.object("").map(Json::text)).contains("{}");
    assertThat(CallArguments.object(" \n").map(Json::text)).contains("{}");
  }

  @Test
  void textOfAnObjectStaysLetterByLetterWhatItIs() {
    assertThat(CallArguments.text(" { \"a\" : 1e1 } ")).contains(" { \"a\" : 1e1 } ");
    assertThat(CallArguments.text("\"{\\\"a\\\":1}\"")).contains("{\"a\":1}");
    assertThat(CallArguments.text("null")).contains("{}");
    assertThat(CallArguments.text("")).contains("{}");
    assertThat(CallArguments.text(TextNode.valueOf("{ }"))).contains("{ }");
    assertThat(CallArguments.text(MissingNode.getInstance())).contains("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":", "[1]", "5", "true", "\"x\"", "{} {}", "\"\\\"{}\\\"\"", "{a:1}"})
  void nothingElseBecomesOne(String text) {
    assertThat(CallArguments.object(text)).isEmpty();
    assertThat(CallArguments.text(text)).isEmpty();
    assertThat(CallArguments.said(TextNode.valueOf(text))).isEqualTo(text);
  }
}
