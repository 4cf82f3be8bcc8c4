package dev.homeport.dialect.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of the fragments of an object.
class GatheredTest {
  private static final Form FORM =
      Form.ofTexts("text")
          .holding(Map.of("inner", Form.ofTexts("text")))
          .listing(Map.of("items", Form.ofTexts("text").dropping("index")))
          .ordered("first", "text");

  private static JsonNode json(String text) {
    try {
      return Json.read(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String gathered(String... fragments) {
    var object = new Gathered(FORM);
    for (String fragment : fragments) {
      object.take(json(fragment));
    }
    return object.append(new Bytes()).toString().replace('"', '\'');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'text':'a'} | {'text':'b'} | {'text':'ab'}",
        "{'text':null} | {} | {'text':null}",
        "{'text':null} | {'text':'b'} | {'text':'b'}",
        "{'text':[{'t':1}]} | {'text':'b'} | {'text':[{'t':1},{'type':'text','text':'b'}]}",
        "{'text':'a'} | {'text':[{'t':1}]} | {'text':[{'type':'text','text':'a'},{'t':1}]}",
        "{'x':1} | {'x':2.50} | {'x':2.50}",
        "{'x':'a'} | {'x':''} | {'x':'a'}",
        "{'x':'a'} | {'x':null} | {'x':'a'}",
        "{'x':[1]} | {'x':[2]} | {'x':[1,2]}",
        "{'x':[]} | {'x':null} | {'x':[]}",
        "{'x':null} | {'x':[2]} | {'x':[2]}",
        "{'x':{'a':1}} | {'x':{'b':1}} | {'x':{'b':1}}",
        "{'inner':{'text':'a','n':1}} | {'inner':{'text':'b'}} | {'inner':{'text':'ab','n':1}}",
        "{'inner':null} | {'inner':{'text':'b'}} | {'inner':{'text':'b'}}",
        "{'y':1,'text':'a'} | {'first':2} | {'first':2,'text':'a','y':1}",
        "{'items':[{'index':0,'text':'a'}]} | {'items':[{'index':1,'text':'b'},{'index':0,'text':'c'}]} | {'items':[{'text':'ac'},{'text':'b'}]}",
        "{'items':[{'id':'x','text':'a'}]} | {'items':[{'text':'b'},{'id':'y','text':'c'},{'text':'d'}]} | {'items':[{'id':'x','text':'ab'},{'id':'y','text':'cd'}]}",
        "{'items':[{'index':0,'id':'x','text':'a'}]} | {'items':[{'index':0,'id':'y','text':'b'}]} | {'items':[{'id':'x','text':'a'},{'id':'y','text':'b'}]}",
        "{'items':[]} | {} | {'items':[]}",
      })
  void fragmentsBecomeOneAgain(String first, String second, String whole) {
    assertThat(gathered(first, second)).isEqualTo(whole);
  }

  /// However long an answer is, what is said again and again is held once.
  @Test
  void onlyWhatStaysIsCounted() {
    var object = new Gathered(FORM);
    int held = object.take(json("{'x':'abc','y':{'a':1},'text':'a'}"));
    assertThat(held).isPositive();
    for (int i = 0; i < 1000; i++) {
      held = object.take(json("{'x':'abc','y':{'a':1},'text':'a'}"));
      assertThat(held).isEqualTo(1);
    }
    assertThat(object.take(json("{'z':[1,2,3]}"))).isPositive();
  }
}
