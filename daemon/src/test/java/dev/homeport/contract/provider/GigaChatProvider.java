package dev.homeport.contract.provider;

import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Counting;
import dev.homeport.contract.Turn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// GigaChat, version 1 of its API, with its tokens and its files.
final class GigaChatProvider implements ProviderVoice {
  private static final Set<String> KNOBS =
      Set.of("temperature", "top_p", "repeat_penalty", "max_tokens");

  /// The pictures that were uploaded, by the id that they got.
  private final Map<String, Turn.Picture> files = new ConcurrentHashMap<>();

  private final AtomicInteger uploads = new AtomicInteger();

  @Override
  public String model() {
    return "GigaChat-foreign";
  }

  /// One instruction, in front; one call for each turn, so that several become several turns; no
  /// way to insist on a call.
  @Override
  public Asked carried(Asked said) {
    var knobs = new TreeMap<>(said.knobs());
    knobs.keySet().retainAll(KNOBS);
    if (knobs.containsKey("temperature") && knobs.get("temperature").doubleValue() == 0) {
      // It is a top_p of 0 that makes it choose the likeliest (wire.md E.2).
      knobs.remove("top_p");
    }
    return Schemas.plain(oneCallATurn(GeminiProvider.instructionsFirst(said)))
        .turned(knobs)
        .choosing("required".equals(said.choice()) ? "auto" : said.choice())
        .weighing(null);
  }

  /// JSON needs a schema, and a message has one picture at most.
  @Override
  public boolean cannot(Asked said) {
    Asked.Shape shape = said.shape();
    return (shape != null && shape.schema() == null)
        || said.turns().stream()
            .anyMatch(turn -> turn instanceof Turn.User(_, var pictures) && pictures.size() > 1);
  }

  private static Asked oneCallATurn(Asked said) {
    var turns = new ArrayList<Turn>();
    var results = new ArrayList<Turn.Result>();
    for (Turn turn : said.numbered().turns()) {
      if (turn instanceof Turn.Result result) {
        results.add(result);
      }
    }
    for (Turn turn : said.numbered().turns()) {
      switch (turn) {
        case Turn.Model(String thinking, String text, var calls) when calls.size() > 1 -> {
          boolean first = true;
          for (Turn.Called call : calls) {
            turns.add(new Turn.Model(first ? thinking : "", first ? text : "", List.of(call)));
            results.stream().filter(each -> each.id().equals(call.id())).forEach(turns::add);
            first = false;
          }
        }
        case Turn.Result result when turns.contains(result) -> {}
        case Turn.Model _, Turn.Result _, Turn.User _, Turn.Instruction _ -> turns.add(turn);
      }
    }
    return said.turns(turns);
  }

  @Override
  public Script played(Script script, Asked asked) {
    return Played.stoppingSilently(Played.refusingInWords(Played.callingOnce(script)));
  }

  @Override
  public Set<Counting> countings() {
    return EnumSet.of(Counting.NEVER, Counting.WITH_FINISH);
  }

  @Override
  public boolean isQuestion(String target) {
    return target.endsWith("/chat/completions");
  }

  @Override
  public Asked understand(String target, byte[] body) {
    return new GigaChatParsing(files).understood(Parsing.body(body));
  }

  @Override
  public Rendered render(Script script, Asked asked) {
    return new GigaChatRendering(played(script, asked), asked).rendered();
  }

  /// The token has an hour that is far away, in milliseconds, as in the recorded traffic.
  @Override
  public Rendered aside(String method, String target, byte[] body) {
    if (target.endsWith("/oauth")) {
      String form = new String(body, StandardCharsets.UTF_8);
      return form.startsWith("scope=GIGACHAT_API_")
          ? Rendered.json(200, "{\"access_token\":\"foreign-token\",\"expires_at\":4102444800000}")
          : Rendered.json(400, "{\"code\":5,\"message\":\"scope is empty\"}");
    }
    if (target.endsWith("/files")) {
      String id = "file-foreign-" + uploads.incrementAndGet();
      files.put(id, Uploads.picture(body));
      return Rendered.json(
          200,
          Nodes.object()
              .put("id", id)
              .put("object", "file")
              .put("bytes", body.length)
              .put("created_at", 1795253652)
              .put("filename", "image")
              .put("purpose", "general")
              .put("access_policy", "private"));
    }
    if (target.endsWith("/models")) {
      return Rendered.json(
          200,
          Nodes.read(
              """
              {"object":"list","data":[{"id":"GigaChat-foreign","object":"model",
              "owned_by":"salutedevices","type":"chat"}]}"""));
    }
    return Rendered.json(404, GigaChatRendering.error(404, "No such page"));
  }

  @Override
  public String toString() {
    return "gigachat";
  }
}
