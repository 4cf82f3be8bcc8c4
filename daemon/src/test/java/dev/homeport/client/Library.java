package dev.homeport.client;

import dev.homeport.client.ClientLibrary.Deed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;

/// The client libraries, and what their users wait for.
enum Library {
  OLLAMA_JS("ollama", "ollama rendered"),
  OPENAI_JS("openai", "openrouter"),
  ANTHROPIC_JS("anthropic", "anthropic"),
  VERCEL("vercel", "openrouter"),
  OPENAI_JAVA("", "openrouter"),
  LANGCHAIN4J("", "ollama rendered");

  /// Its file in `src/test/clients`, empty for none.
  private final String script;

  /// The provider that speaks its API.
  private final String voice;

  Library(String script, String voice) {
    this.script = script;
    this.voice = voice;
  }

  /// It, ready to be asked.
  ClientLibrary open() {
    try {
      return switch (this) {
        case OPENAI_JAVA -> new OpenAiJava();
        case LANGCHAIN4J -> new LangChain4j();
        case OLLAMA_JS, OPENAI_JS, ANTHROPIC_JS, VERCEL -> new NodeLibrary(script);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What it can be asked for.
  List<Deed> deeds() {
    var deeds = EnumSet.of(Deed.CHAT, Deed.STREAM, Deed.CALLS);
    deeds.addAll(
        switch (this) {
          case OLLAMA_JS -> List.of(Deed.GENERATE, Deed.GENERATION, Deed.EMBED);
          case OPENAI_JS ->
              List.of(
                  Deed.HELPER,
                  Deed.RESPOND,
                  Deed.RESPONSE,
                  Deed.COMPLETE,
                  Deed.COMPLETION,
                  Deed.EMBED);
          case ANTHROPIC_JS -> List.of(Deed.HELPER);
          case OPENAI_JAVA -> List.of(Deed.HELPER, Deed.RESPOND, Deed.RESPONSE, Deed.EMBED);
          case VERCEL, LANGCHAIN4J -> List.of(Deed.EMBED);
        });
    return List.copyOf(deeds);
  }

  /// What of that comes in pieces.
  List<Deed> streams() {
    return deeds().stream().filter(Library::isStream).toList();
  }

  /// A provider whose answers it gets as they come, and one whose answers are translated for it.
  List<String> voices() {
    return List.of(voice, voice.equals("openrouter") ? "ollama rendered" : "openrouter");
  }

  /// Whether that comes in pieces.
  static boolean isStream(Deed deed) {
    return switch (deed) {
      case STREAM, COUNTED, HELPER, CALLS, RUN, RESPOND, GENERATE, COMPLETE -> true;
      case LIST, SHOW, CHAT, TOOL, RESPONSE, GENERATION, COMPLETION, EMBED, TOKENS -> false;
    };
  }

  /// Whether it shows what the last frame of a broken stream says. The JDK's client, on which
  /// LangChain4j stands, forgets what it has not read yet when the connection breaks.
  boolean showsLastWords(Deed deed) {
    return switch (this) {
      case LANGCHAIN4J -> false;
      case OPENAI_JAVA -> deed != Deed.RESPOND;
      case OLLAMA_JS, OPENAI_JS, ANTHROPIC_JS, VERCEL -> true;
    };
  }

  /// How often it is to ask again by itself: once, but Vercel's pauses are waited for in one deed
  /// only.
  int repeats(Deed deed) {
    return this == VERCEL && deed != Deed.CHAT ? 0 : 1;
  }

  /// How often it asks in all though `x-should-retry` says that this is in vain (clients.md 4).
  int asks(Deed deed) {
    return switch (this) {
      case VERCEL -> 1 + repeats(deed);
      case LANGCHAIN4J -> isStream(deed) ? 1 : 2;
      case OLLAMA_JS, OPENAI_JS, ANTHROPIC_JS, OPENAI_JAVA -> 1;
    };
  }
}
