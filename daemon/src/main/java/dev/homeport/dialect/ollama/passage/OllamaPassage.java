package dev.homeport.dialect.ollama.passage;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Part;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.EditedPayload;
import dev.homeport.dialect.Passthrough;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.ollama.provider.Questions;
import dev.homeport.wire.Field;
import dev.homeport.wire.Payload;
import dev.homeport.wire.edit.JsonEdit;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Passes chat and generate through.
///
/// The model is named anew under every name that Go's decoder takes for `model`, and the answer is
/// asked for line by line, also for a client that wants one object. What cannot pass is a picture
/// with a `data:` before it, which Ollama itself refuses: it is translated.
public final class OllamaPassage implements Passthrough {
  /// Where nothing is said of it, the answer comes in a stream.
  private static final JsonEdit QUESTION =
      JsonEdit.builder().caseless().replace("model").set("true", "stream").build();

  private static final List<Field> JSON = List.of(new Field("Content-Type", "application/json"));

  @Override
  public Call call(ChatRequest request, Payload body, String model) throws IOException {
    boolean generate = request.api() == Api.OLLAMA_GENERATE;
    if (hasMedia(request) && DataUrls.in(body)) {
      return Questions.ask(request, model, generate);
    }
    var edits = QUESTION.with(model).scan(body::writeTo);
    return edits.isEmpty()
        ? Questions.ask(request, model, generate)
        : new Call(
            "POST",
            generate ? "/api/generate" : "/api/chat",
            JSON,
            new EditedPayload(body, edits.get()));
  }

  private static boolean hasMedia(ChatRequest request) {
    return request.prompt().has(Part.Picture.class) || request.prompt().has(Part.Sound.class);
  }

  @Override
  public Rendition rendition(ChatRequest request, AnswerStamp stamp, String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    var sieve = new Sieve(request.model());
    return request.stream()
        ? new PassedLines(sieve, lower)
        : new PassedObject(sieve, request.api() == Api.OLLAMA_GENERATE, lower);
  }
}
