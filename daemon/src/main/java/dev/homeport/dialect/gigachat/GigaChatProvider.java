package dev.homeport.dialect.gigachat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.chat.ModelCard;
import dev.homeport.chat.Part;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.Embedded;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.dialect.RetryHint;
import dev.homeport.dialect.turn.ToolAliases;
import dev.homeport.dialect.turn.Turn;
import dev.homeport.dialect.turn.Turns;
import dev.homeport.time.WallClock;
import dev.homeport.wire.Field;
import dev.homeport.wire.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// GigaChat, behind a base URL that ends in the version (`…/api/v1`).
public final class GigaChatProvider implements ProviderDialect {
  private static final int MOST_PICTURES = 10;
  private static final long LARGEST_PICTURES = 20_000_000;

  /// A function of GigaChat's own.
  private static final String RESERVED = "web_search";

  private final States states;
  private final Scope scope;
  private final RetryHint hint;

  /// A GigaChat that remembers the states of its functions here.
  ///
  /// @param scope whose key it is
  public GigaChatProvider(CallMemory memory, Scope scope, WallClock clock) {
    this.states = new States(memory);
    this.scope = scope;
    this.hint = new RetryHint(clock);
  }

  /// The header that shows an access token: the key itself only gets one, see [Token].
  @Override
  public List<Field> credentials(String key) {
    return List.of(new Field("Authorization", "Bearer " + key));
  }

  @Override
  public @Nullable String lacks(ChatRequest request) {
    String lack = Turns.lacks(request);
    if (lack != null) {
      return lack;
    }
    if (request.format() instanceof Format.Json) {
      return "JSON without a schema";
    }
    if (request.prompt().has(Part.Sound.class)) {
      return "recordings";
    }
    for (Message message : request.prompt().messages()) {
      if (message instanceof Message.Result result && !result.all(Part.Picture.class).isEmpty()) {
        return "pictures in the result of a tool";
      }
    }
    return tooMany(dialogue(request));
  }

  private static @Nullable String tooMany(Dialogue dialogue) {
    long size = 0;
    for (Part.Picture picture : dialogue.pictures()) {
      size += Upload.size(picture);
    }
    if (size >= LARGEST_PICTURES) {
      return "pictures of 20 MB and more";
    }
    if (dialogue.pictures().size() > MOST_PICTURES) {
      return "more than " + MOST_PICTURES + " pictures";
    }
    for (Turn turn : dialogue.turns()) {
      if (turn instanceof Turn.User(var parts)
          && new Message.User(parts).all(Part.Picture.class).size() > 1) {
        return "several pictures in one message";
      }
    }
    return null;
  }

  @Override
  public List<Call> before(ChatRequest request) {
    return dialogue(request).pictures().stream().map(Upload::of).toList();
  }

  @Override
  public Call ask(ChatRequest request, String model, List<byte[]> answers) {
    ToolAliases aliases = aliases(request);
    List<String> files = answers.stream().map(Upload::id).toList();
    ObjectNode body = Json.object().put("model", model);
    body.set("messages", dialogue(request).messages(aliases, states, files));
    ChatBody.write(request, aliases, body);
    return Call.post("/chat/completions", Json.bytes(body));
  }

  private static Dialogue dialogue(ChatRequest request) {
    return Dialogue.of(request.prompt().messages());
  }

  private static ToolAliases aliases(ChatRequest request) {
    return new ToolAliases(
        request, name -> name.equals(RESERVED) ? RESERVED + "_tool" : ToolAliases.plain(name, ""));
  }

  @Override
  public AnswerReader reader(ChatRequest request, String model, String type) {
    var stops = new StopTexts(request.sampling().stop());
    var answer = new GigaChatAnswer(aliases(request), states, stops);
    return new GigaChatReader(answer, type);
  }

  @Override
  public Complaint complaint(int status, UnaryOperator<String> header, byte[] body) {
    return GigaChatComplaint.of(status, header, body, scope, hint);
  }

  @Override
  public Optional<Call> embed(EmbeddingRequest request, String model) {
    return Optional.of(Lists.vectorsOf(request, model));
  }

  @Override
  public Embedded embedded(EmbeddingRequest request, byte[] body) {
    return Lists.vectors(request, body);
  }

  @Override
  public Call list() {
    return Call.get("/models");
  }

  @Override
  public Optional<List<ModelCard>> listed(byte[] body) {
    return Lists.models(body);
  }
}
