package dev.homeport.dialect.openai.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Piece;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The calls of an answer, told apart whatever their provider does with indexes, ids and names.
///
/// Indexes may be missing, or 0 for all; ids and names may be missing, or repeated with each
/// fragment (wire.md G.18, G.19, G.41). So a new id is a new call, a new name is one, and so are
/// arguments that begin again where an object was whole; else the index counts, else the call that
/// was spoken of last.
final class CallReading {
  private static final int MOST = 512;

  private final List<OpenCall> calls = new ArrayList<>();
  private @Nullable OpenCall last;

  /// The calls of a message or a delta.
  void take(JsonNode said, Consumer<Piece> pieces) {
    for (JsonNode fragment : said.path("tool_calls")) {
      if (fragment.isObject()) {
        take(fragment, fragment.path("function"), pieces);
      }
    }
    if (said.path("function_call").isObject()) {
      take(said.path("function_call"), said.path("function_call"), pieces);
    }
  }

  private void take(JsonNode fragment, JsonNode function, Consumer<Piece> pieces) {
    JsonNode place = fragment.path("index");
    int index = place.isIntegralNumber() ? place.asInt() : OpenCall.NO_INDEX;
    String id = text(fragment.path("id"));
    String name = text(function.path("name"));
    String arguments = arguments(function.path("arguments"));
    OpenCall call = known(index, id, name, arguments);
    if (call == null && (!name.isEmpty() || !id.isEmpty()) && calls.size() < MOST) {
      call = new OpenCall(calls.size(), index);
      calls.add(call);
    }
    if (call != null) {
      last = call;
      call.identify(id, name, pieces);
      call.goOn(arguments, pieces);
      call.keep(fragment.path("extra_content"));
    }
  }

  private @Nullable OpenCall known(int index, String id, String name, String arguments) {
    OpenCall candidate = null;
    for (OpenCall call : calls) {
      if (!id.isEmpty() && call.isCalled(id)) {
        candidate = call;
      }
    }
    if (candidate == null) {
      candidate = index == OpenCall.NO_INDEX ? last : at(index);
    }
    return candidate != null && candidate.goesOnWith(id, name, arguments) ? candidate : null;
  }

  /// The latest call of this index.
  private @Nullable OpenCall at(int index) {
    for (OpenCall call : calls.reversed()) {
      if (call.theirIndex() == index) {
        return call;
      }
    }
    return null;
  }

  /// No more comes; whether there was a call.
  boolean finish(Consumer<Piece> pieces) {
    calls.removeIf(call -> !call.hasBegun());
    calls.forEach(call -> call.finish(pieces));
    return !calls.isEmpty();
  }

  /// Whether a call's arguments are no whole object, after the end.
  boolean isBroken() {
    return calls.stream().anyMatch(call -> !call.isWhole());
  }

  /// The ids of all calls, as the client knows them.
  List<String> ids() {
    return calls.stream().map(OpenCall::id).toList();
  }

  /// What came with calls and must come back with them, by id.
  Map<String, String> extras() {
    var extras = new LinkedHashMap<String, String>();
    for (OpenCall call : calls) {
      String extra = call.extra();
      if (extra != null) {
        extras.put(call.id(), extra);
      }
    }
    return extras;
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : "";
  }

  private static String arguments(JsonNode value) {
    return value.isObject() ? Json.text(value) : text(value);
  }
}
