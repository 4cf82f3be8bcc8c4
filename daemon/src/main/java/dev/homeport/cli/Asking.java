package dev.homeport.cli;

import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Question;
import dev.homeport.upstream.Reply;
import dev.homeport.wire.Field;
import dev.homeport.wire.Payload;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks a Homeport or an Ollama one small question, as the commands do.
final class Asking {
  private static final int LARGEST = 8 * 1024 * 1024;

  private final URI base;
  private final @Nullable String key;
  private final Duration patience;

  /// What came of it.
  sealed interface Said {
    /// An answer.
    ///
    /// @param pieces in how many its body came
    record Answered(int status, List<Field> fields, String text, int pieces) implements Said {
      /// The value of a header; empty where it did not come.
      String field(String name) {
        return fields.stream()
            .filter(field -> field.name().equalsIgnoreCase(name))
            .map(Field::value)
            .findFirst()
            .orElse("");
      }
    }

    /// None, and why.
    record Nothing(String why) implements Said {}
  }

  Asking(URI base, @Nullable String key, Duration patience) {
    this.base = base;
    this.key = key;
    this.patience = patience;
  }

  Said get(String target) {
    return ask("GET", target, null);
  }

  Said post(String target, String json) {
    return ask("POST", target, json);
  }

  private Said ask(String method, String target, @Nullable String json) {
    String host = base.getRawAuthority() == null ? "localhost" : base.getRawAuthority();
    var upstream = new HttpUpstream(base, host, Ticker.system());
    var attempt = upstream.attempt();
    Thread limit =
        Threads.virtual(
            "patience",
            () -> {
              try {
                Pause.real().last(patience);
                attempt.cancel();
              } catch (InterruptedException _) {
                // The answer was faster.
              }
            });
    try {
      var question =
          new Question(method, target, fields(json), json == null ? null : payload(json));
      return switch (attempt.ask(question)) {
        case Reply.Failed(var failure) -> new Said.Nothing(failure.why());
        case Reply.Answered(Answer answer) -> {
          try (answer) {
            yield read(answer);
          }
        }
      };
    } finally {
      limit.interrupt();
      upstream.stop();
    }
  }

  private List<Field> fields(@Nullable String json) {
    var fields = new ArrayList<Field>();
    if (key != null) {
      fields.add(new Field("Authorization", "Bearer " + key));
    }
    if (json != null) {
      fields.add(new Field("Content-Type", "application/json"));
    }
    return fields;
  }

  private static Said read(Answer answer) {
    var text = new ByteArrayOutputStream();
    int pieces = 0;
    while (text.size() < LARGEST) {
      int count = answer.read();
      if (count == Answer.BROKEN) {
        return new Said.Nothing("the answer broke off: " + answer.failure().why());
      }
      if (count == Answer.END) {
        var fields = new ArrayList<Field>();
        answer.eachHeader((name, value) -> fields.add(new Field(name, value)));
        return new Said.Answered(
            answer.status(), fields, text.toString(StandardCharsets.UTF_8), pieces);
      }
      text.write(answer.buffer(), 0, count);
      pieces++;
    }
    return new Said.Nothing("the answer is larger than any that is expected here");
  }

  /// JSON as a body.
  static Payload payload(String json) {
    return Payload.of(json.getBytes(StandardCharsets.UTF_8));
  }
}
