package dev.homeport.client;

import dev.homeport.client.ClientLibrary.Deed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/// The client libraries, and what their users wait for.
enum Library {
  OLLAMA_JS("ollama", Api.OLLAMA),
  OPENAI_JS("openai", Api.OPENAI),
  ANTHROPIC_JS("anthropic", Api.ANTHROPIC),
  VERCEL("vercel", Api.COMPATIBLE),
  OPENAI_JAVA("", Api.OPENAI_JAVA),
  LANGCHAIN4J("", Api.CHAT_ONLY);

  /// What comes in pieces, of which a part has arrived when it fails.
  private static final EnumSet<Deed> PIECEMEAL =
      EnumSet.of(Deed.STREAM, Deed.HELPER, Deed.CALLS, Deed.RESPOND, Deed.GENERATE, Deed.COMPLETE);

  private final String script;
  private final Api api;

  /// As much of an API as a library has.
  private enum Api {
    OLLAMA(
        "ollama rendered",
        Deed.CHAT,
        Deed.STREAM,
        Deed.CALLS,
        Deed.GENERATE,
        Deed.GENERATION,
        Deed.EMBED),
    CHAT_ONLY("ollama rendered", Deed.CHAT, Deed.STREAM, Deed.CALLS, Deed.EMBED),
    OPENAI(
        "openrouter",
        Deed.CHAT,
        Deed.STREAM,
        Deed.HELPER,
        Deed.CALLS,
        Deed.RESPOND,
        Deed.RESPONSE,
        Deed.COMPLETE,
        Deed.COMPLETION,
        Deed.EMBED),
    OPENAI_JAVA(
        "openrouter",
        Deed.CHAT,
        Deed.STREAM,
        Deed.HELPER,
        Deed.CALLS,
        Deed.RESPOND,
        Deed.RESPONSE,
        Deed.EMBED),
    COMPATIBLE("openrouter", Deed.CHAT, Deed.STREAM, Deed.CALLS, Deed.EMBED),
    ANTHROPIC("anthropic", Deed.CHAT, Deed.STREAM, Deed.HELPER, Deed.CALLS);

    private final String voice;
    private final Deed[] deeds;

    Api(String voice, Deed... deeds) {
      this.voice = voice;
      this.deeds = deeds;
    }
  }

  Library(String script, Api api) {
    this.script = script;
    this.api = api;
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
    return List.of(api.deeds);
  }

  /// What of that comes in pieces.
  List<Deed> streams() {
    return Arrays.stream(api.deeds).filter(Library::isStream).toList();
  }

  /// A provider whose answers it gets as they come, and one whose answers are translated for it.
  List<String> voices() {
    return List.of(api.voice, api.voice.equals("openrouter") ? "ollama rendered" : "openrouter");
  }

  /// Whether that comes in pieces.
  static boolean isStream(Deed deed) {
    return PIECEMEAL.contains(deed);
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
