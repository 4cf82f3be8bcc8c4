package dev.homeport.story;

import dev.homeport.chat.Api;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Seen;
import dev.homeport.contract.client.ClientVoice;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A client that keeps its connection, asks for verses, and looks closely at what it gets.
final class Guest implements AutoCloseable {
  /// How an answer was.
  sealed interface Outcome {
    /// All of it came.
    record Whole(String provider, String attempts) implements Outcome {}

    /// It had begun, and ended as unfinished: with an error, and the connection cut.
    record Unfinished(String provider, String attempts) implements Outcome {}

    /// None came.
    record Failed(String what) implements Outcome {}

    /// It is not what was asked for, or not what it says it is.
    record Wrong(String what) implements Outcome {}
  }

  /// More than any way through the chain takes, also where the machine has other things to do.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int LONGEST_QUOTE = 1_500;

  private final int port;
  private final String key;
  private @Nullable RawClient connection;

  /// One who shows this header.
  Guest(int port, String key) {
    this.port = port;
    this.key = key;
  }

  /// Asks for a verse.
  Outcome ask(ClientVoice voice, boolean stream, Verse verse) {
    Asked asked = Asked.that(verse.question()).streaming(stream);
    Received received;
    try {
      received = received(voice, asked);
    } catch (AssertionError | UncheckedIOException e) {
      close();
      return new Outcome.Failed(voice + ", stream " + stream + ": " + e.getMessage());
    }
    if (received.end() != End.WHOLE || received.header("Connection").isPresent()) {
      close();
    }
    return judged(voice, asked, verse, received);
  }

  private Received received(ClientVoice voice, Asked asked) {
    RawClient open = connection;
    if (open == null) {
      open = RawClient.to(port).waiting(PATIENCE);
      connection = open;
    }
    String body = new String(voice.body(asked), StandardCharsets.UTF_8);
    return open.post(path(voice.api()), body, key).read("POST");
  }

  private static Outcome judged(ClientVoice voice, Asked asked, Verse verse, Received received) {
    String all = voice + ", stream " + asked.stream() + ": " + shortened(received.toString());
    boolean broken = received.end() == End.CUT || received.end() == End.RESET;
    if (received.status() != 200 || (!asked.stream() && broken)) {
      return new Outcome.Failed(all);
    }
    Seen seen;
    try {
      seen = voice.see(received.body(), asked);
    } catch (AssertionError e) {
      return new Outcome.Wrong(e.getMessage() + " in " + all);
    }
    String provider = received.header("Homeport-Provider").orElse("?");
    String attempts = received.header("Homeport-Attempts").orElse("");
    String text = verse.text();
    if (received.end() == End.WHOLE && seen.why() == Seen.Ended.STOP && seen.error() == null) {
      return seen.text().equals(text)
          ? new Outcome.Whole(provider, attempts)
          : new Outcome.Wrong("not all of it, or more: " + all);
    }
    if (!text.startsWith(seen.text())) {
      return new Outcome.Wrong("not the beginning: " + all);
    }
    if (!broken || seen.error() == null || seen.why() != null) {
      return new Outcome.Wrong("no honest end (" + received.end() + "): " + all);
    }
    return seen.text().isEmpty()
        ? new Outcome.Failed("nothing came before the error: " + all)
        : new Outcome.Unfinished(provider, attempts);
  }

  private static String path(Api api) {
    return switch (api) {
      case OLLAMA_CHAT -> "/api/chat";
      case OLLAMA_GENERATE -> "/api/generate";
      case OPENAI_CHAT -> "/v1/chat/completions";
      case OPENAI_COMPLETIONS -> "/v1/completions";
      case OPENAI_RESPONSES -> "/v1/responses";
      case ANTHROPIC_MESSAGES -> "/v1/messages";
      case OLLAMA_EMBED, OLLAMA_EMBEDDINGS, OPENAI_EMBEDDINGS ->
          throw new AssertionError("nothing is recited there");
    };
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_QUOTE
        ? text
        : text.substring(0, LONGEST_QUOTE / 2)
            + " … "
            + text.substring(text.length() - LONGEST_QUOTE / 2);
  }

  @Override
  public void close() {
    RawClient open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}
