package dev.homeport.dialect.ollama.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Part;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Tooling;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.ollama.answer.Answers;
import java.util.ArrayList;
import java.util.List;

/// The body of `/api/generate`.
public final class GenerateBody {
  private GenerateBody() {}

  /// Understands it.
  public static Heard hear(JsonNode body) throws Wrong {
    Fields fields = Fields.of(body, "GenerateRequest");
    Wishes wishes = Wishes.of(fields);
    if (wishes.model().isEmpty()) {
      throw new Wrong(404, "model '' not found");
    }
    String prompt = fields.text("prompt");
    List<Part.Picture> pictures = pictures(fields);
    if (prompt.isEmpty() && pictures.isEmpty()) {
      return new Heard.Load(
          wishes.model(),
          wishes.unload(),
          stamp -> Answers.loaded(Api.OLLAMA_GENERATE, wishes.model(), wishes.unload(), stamp));
    }
    var request =
        new ChatRequest(
            Api.OLLAMA_GENERATE,
            wishes.model(),
            plain(fields, prompt, pictures),
            Tooling.NONE,
            wishes.format(),
            wishes.options().sampling(),
            wishes.reasoning(),
            wishes.topLogprobs(),
            wishes.options().context(),
            wishes.stream(),
            null);
    return new Heard.Chat(request, stamp -> Answers.writer(request, stamp), List.of());
  }

  private static Prompt plain(Fields body, String prompt, List<Part.Picture> pictures)
      throws Wrong {
    boolean raw = body.isOn("raw");
    String system = body.text("system");
    String suffix = body.text("suffix");
    boolean local = !body.text("template").isEmpty() || !body.items("context", "[]int").isEmpty();
    if (raw && (local || !system.isEmpty())) {
      throw Wrong.because("raw mode does not support template, system, or context");
    }
    return new Prompt.Plain(
        prompt,
        system.isEmpty() ? null : system,
        pictures,
        suffix.isEmpty() ? null : suffix,
        raw,
        local);
  }

  private static List<Part.Picture> pictures(Fields body) throws Wrong {
    var pictures = new ArrayList<Part.Picture>();
    for (Part part : Media.of(body.texts("images", "[]api.ImageData", "api.ImageData"))) {
      pictures.add(
          switch (part) {
            case Part.Picture picture -> picture;
            // A prompt to continue has no place for a sound but this one, and neither has Ollama.
            case Part.Sound(_, String base64) -> new Part.Picture("", base64);
            case Part.Text _, Part.Thought _, Part.Call _ ->
                throw new IllegalStateException("no medium: " + part);
          });
    }
    return List.copyOf(pictures);
  }
}
