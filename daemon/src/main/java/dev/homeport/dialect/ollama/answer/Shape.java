package dev.homeport.dialect.ollama.answer;

import dev.homeport.chat.Api;
import dev.homeport.wire.frame.Bytes;

/// Where the words of an answer stand: chat has them in a message, generate at the top.
enum Shape {
  CHAT("\"message\":{\"role\":\"assistant\",\"content\":", "}"),
  GENERATE("\"response\":", "");

  private final String before;
  private final String after;

  Shape(String before, String after) {
    this.before = before;
    this.after = after;
  }

  static Shape of(Api api) {
    return api == Api.OLLAMA_GENERATE ? GENERATE : CHAT;
  }

  /// What comes before the words, which must be there even where there are none.
  Bytes open(Bytes out) {
    return out.append(before);
  }

  /// What comes after the words and what else the model said.
  Bytes close(Bytes out) {
    return out.append(after);
  }
}
