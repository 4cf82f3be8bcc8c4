package dev.homeport.client;

import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.wire.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Answers in pieces that begin well and never come to their last one, in each dialect.
final class HalfAnswers {
  private static final String CHUNK =
      "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1793000000,"
          + "\"model\":\"m\",\"system_fingerprint\":\"fp_ollama\",\"choices\":[{\"index\":0,"
          + "\"delta\":{\"role\":\"assistant\",\"content\":\"word \"},\"finish_reason\":null}]}\n\n";

  private static final String START =
      "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\","
          + "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],"
          + "\"usage\":{\"input_tokens\":1,\"output_tokens\":0}}}\n\n"
          + "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
          + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n";

  private static final String DELTA =
      "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
          + "\"delta\":{\"type\":\"text_delta\",\"text\":\"word \"}}\n\n";

  private HalfAnswers() {}

  /// Falls silent after the first pieces.
  static Act hanging(Heard heard) {
    return Fault.says("half an answer", After.HANGS, pieces(heard).toArray(String[]::new));
  }

  /// Ends in order, as Ollama does when its engine has died.
  static Act ending(Heard heard) {
    List<String> pieces = new ArrayList<>(pieces(heard));
    pieces.add("0\r\n\r\n");
    return Fault.says("half an answer, ended", After.STAYS, pieces.toArray(String[]::new));
  }

  /// Plays an act to those who chat, and has no models for all others.
  static Function<Heard, Act> toChats(Function<Heard, Act> act) {
    return heard ->
        isChat(heard) ? act.apply(heard) : Fault.json("{\"version\":\"0.12.0\",\"models\":[]}");
  }

  static boolean isChat(Heard heard) {
    return heard.line().startsWith("POST ");
  }

  private static List<String> pieces(Heard heard) {
    String path = heard.line().split(" ", -1)[1];
    return switch (Dialect.of(path)) {
      case OLLAMA -> List.of(Fault.CHUNKED, Fault.chunk(Fault.LINE), Fault.chunk(Fault.LINE));
      case OPENAI -> List.of(events(), Fault.chunk(CHUNK), Fault.chunk(CHUNK));
      case ANTHROPIC -> List.of(events(), Fault.chunk(START + DELTA), Fault.chunk(DELTA));
    };
  }

  private static String events() {
    return Fault.CHUNKED.replace("application/x-ndjson", "text/event-stream");
  }
}
