package dev.homeport.cli;

import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Ticker;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Question;
import dev.homeport.upstream.Reply;
import dev.homeport.wire.Field;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A busy moment in the life of a daemon or a router: small answers, streams, clients that leave,
/// wrong keys, from several clients at once over connections that are kept. The start-up cache is
/// made from it.
final class Drill {
  private static final int CLIENTS = 4;

  private final HttpUpstream upstream;
  private final String key;
  private final String model;

  /// Answers that were not what should come; counted by all clients.
  private final AtomicInteger wrong = new AtomicInteger();

  Drill(URI base, String key, String model) {
    this.upstream = new HttpUpstream(base, base.getRawAuthority(), Ticker.system());
    this.key = key;
    this.model = model;
  }

  /// Goes through it; returns how many answers were wrong.
  ///
  /// @param rounds how often each client asks everything
  int run(int rounds) throws InterruptedException {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Threads.virtual("drill", () -> ask(rounds)));
    }
    for (Thread client : clients) {
      client.join();
    }
    upstream.stop();
    return wrong.get();
  }

  private void ask(int rounds) {
    String hello = "\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}";
    String chat = "{\"model\":\"" + model + "\",\"stream\":";
    for (int i = 0; i < rounds; i++) {
      expect(200, "GET", "/health", key, null);
      expect(200, "GET", "/api/tags", key, null);
      expect(200, "POST", "/api/chat", key, chat + "false," + hello);
      expect(200, "POST", "/api/chat", key, chat + "true," + hello);
      expect(200, "POST", "/v1/chat/completions", key, chat + "true," + hello);
      leave(chat + "true," + hello);
      if (i % 16 == 0) {
        expect(401, "POST", "/api/chat", "", chat + "true," + hello);
      }
    }
  }

  private void expect(
      int status, String method, String target, String shown, @Nullable String body) {
    Reply reply = upstream.attempt().ask(question(method, target, shown, body));
    if (reply instanceof Reply.Answered(Answer answer)) {
      try (answer) {
        int count = answer.read();
        while (count >= 0) {
          count = answer.read();
        }
        if (count == Answer.END && answer.status() == status) {
          return;
        }
      }
    }
    wrong.incrementAndGet();
  }

  /// Leaves after the first piece.
  private void leave(String body) {
    Attempt attempt = upstream.attempt();
    if (attempt.ask(question("POST", "/api/chat", key, body))
        instanceof Reply.Answered(var answer)) {
      try (answer) {
        answer.read();
        attempt.cancel();
      }
    }
  }

  private static Question question(
      String method, String target, String shown, @Nullable String body) {
    var fields =
        List.of(
            new Field("Authorization", "Bearer " + shown),
            new Field("Content-Type", "application/json"));
    return new Question(method, target, fields, body == null ? null : Asking.payload(body));
  }
}
