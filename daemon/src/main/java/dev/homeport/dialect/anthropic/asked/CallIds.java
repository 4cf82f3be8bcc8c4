package dev.homeport.dialect.anthropic.asked;

import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Ids for the calls of a history, legal and different, whatever shape the ids have that the client
/// brings from other providers (wire.md G.19).
public final class CallIds {
  private static final Pattern ILLEGAL = Pattern.compile("[^a-zA-Z0-9_-]");

  private final Set<String> used = new HashSet<>();

  /// The calls of the last turn of the model that have no result yet.
  private final List<Open> open = new ArrayList<>();

  private record Open(String id, String tool, String legal) {}

  /// The id with nothing in it that is not legal.
  public static String plain(String id) {
    return ILLEGAL.matcher(id).replaceAll("_");
  }

  /// The id for another call.
  String begin(Part.Call call) {
    String plain = plain(call.id());
    String stem = plain.isEmpty() ? "call" : plain;
    String legal = stem;
    for (int i = 2; !used.add(legal); i++) {
      legal = stem + "_" + i;
    }
    open.add(new Open(call.id(), call.tool(), legal));
    return legal;
  }

  /// The id of the call that this is the result of; nothing where there is no such call.
  @Nullable String answer(Message.Result result) {
    for (Open call : open) {
      if (isOf(result, call)) {
        open.remove(call);
        return call.legal();
      }
    }
    return null;
  }

  private static boolean isOf(Message.Result result, Open call) {
    if (!result.call().isEmpty()) {
      return result.call().equals(call.id());
    }
    return result.tool() == null || result.tool().equals(call.tool());
  }

  /// The ids of those that have no result, which are forgotten with this.
  List<String> unanswered() {
    var ids = open.stream().map(Open::legal).toList();
    open.clear();
    return ids;
  }
}
