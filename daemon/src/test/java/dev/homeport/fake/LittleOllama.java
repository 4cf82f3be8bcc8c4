package dev.homeport.fake;

import java.util.function.Function;

/// An Ollama that has one model, and whose chats are what a test makes of them: enough for a whole
/// daemon to stand in front of.
public final class LittleOllama {
  /// A request for a chat with its model that every policy lets pass.
  public static final String CHAT =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  private static final String MODEL =
      "{\"name\":\"m:latest\",\"model\":\"m:latest\",\"size\":1,\"digest\":\"d\","
          + "\"details\":{\"family\":\"llama\"},\"capabilities\":[\"completion\"]}";

  private static final String SHOWN =
      "{\"details\":{\"family\":\"llama\"},\"capabilities\":[\"completion\"],"
          + "\"model_info\":{\"llama.context_length\":8192}}";

  private LittleOllama() {}

  /// One whose chats are chosen by their requests.
  public static RudeServer chatting(Function<Heard, Act> chats) {
    return RudeServer.choosing(pages(chats));
  }

  private static Function<Heard, Act> pages(Function<Heard, Act> chats) {
    return heard -> {
      String line = heard.line();
      if (line.contains(" /api/version ")) {
        return Fault.json("{\"version\":\"0.33.0\"}");
      }
      if (line.contains(" /api/tags ") || line.contains(" /api/ps ")) {
        return Fault.json("{\"models\":[" + MODEL + "]}");
      }
      if (line.contains(" /api/show ")) {
        return Fault.json(SHOWN);
      }
      return chats.apply(heard);
    };
  }

  /// One that answers each chat at once.
  public static RudeServer brisk() {
    return chatting(_ -> Fault.whole());
  }

  /// The same on a port where another has been.
  public static RudeServer brisk(int port) {
    return RudeServer.choosing(port, pages(_ -> Fault.whole()));
  }
}
