package dev.homeport.fake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A cloud that speaks Ollama's API and knows accounts: each key may be told something else, and is
/// counted.
public final class AccountCloud implements AutoCloseable {
  /// A model that every account has.
  public static final String MODEL = "gpt-oss:120b";

  /// What Ollama's cloud says of a week that is used up, the name of the account in it.
  public static final String WEEKLY =
      "{\"error\":\"you (somebody) have reached your weekly usage limit, upgrade for higher limits:"
          + " https://ollama.com/upgrade\"}";

  private static final String TAGS =
      "{\"models\":[{\"name\":\"gpt-oss:120b\",\"model\":\"gpt-oss:120b\",\"size\":1,"
          + "\"digest\":\"d\",\"details\":{\"family\":\"gptoss\"},"
          + "\"capabilities\":[\"completion\",\"tools\"]}]}";

  private static final String SHOWN =
      "{\"details\":{\"family\":\"gptoss\"},\"capabilities\":[\"completion\",\"tools\"],"
          + "\"model_info\":{\"gptoss.context_length\":131072}}";

  private static final String WHOLE =
      "{\"model\":\"gpt-oss:120b\",\"created_at\":\"2026-11-26T00:00:00Z\","
          + "\"message\":{\"role\":\"assistant\",\"content\":\"yes\"},\"done\":true,"
          + "\"done_reason\":\"stop\",\"total_duration\":1,\"prompt_eval_count\":10,"
          + "\"eval_count\":5}\n";

  private final RudeServer server;

  /// What a key gets instead of an answer, by the key.
  private final Map<String, Act> others = new ConcurrentHashMap<>();

  /// How often each key has asked for a chat.
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

  /// One in which all keys are good.
  public AccountCloud() {
    this.server = RudeServer.choosing(this::act);
  }

  /// Where it is.
  public String url() {
    return "http://127.0.0.1:" + server.port();
  }

  /// From now on this key is told so.
  public AccountCloud refusing(String key, String status, String body) {
    return playing(
        key,
        Fault.says(
            status, Act.After.STAYS, Fault.sized(status, "application/json; charset=utf-8", body)));
  }

  /// From now on this key gets this.
  public AccountCloud playing(String key, Act act) {
    others.put(key, act);
    return this;
  }

  /// From now on this key is answered.
  public void answering(String key) {
    others.remove(key);
  }

  /// How often a key has asked for a chat.
  public int asked(String key) {
    return asked.getOrDefault(key, new AtomicInteger()).get();
  }

  private Act act(Heard heard) {
    String line = heard.line();
    if (line.contains(" /api/tags ")) {
      return Fault.json(TAGS);
    }
    if (line.contains(" /api/show ")) {
      return Fault.json(SHOWN);
    }
    if (line.contains(" /api/version ")) {
      return Fault.json("{\"version\":\"0.33.0\"}");
    }
    if (!line.contains(" /api/chat ")) {
      return Fault.says(
          "no such path",
          Act.After.STAYS,
          Fault.sized("404 Not Found", "text/plain", "404 page not found"));
    }
    String key = heard.header("Authorization").orElse("").replaceFirst("^Bearer ", "");
    asked.computeIfAbsent(key, _ -> new AtomicInteger()).incrementAndGet();
    return others.getOrDefault(key, whole());
  }

  /// What a key gets of which nothing else was said.
  public static Act whole() {
    return Fault.says(
        "a whole answer", Act.After.STAYS, Fault.sized("200 OK", "application/x-ndjson", WHOLE));
  }

  @Override
  public void close() {
    server.close();
  }
}
