package dev.homeport.routing;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Reasoning;
import dev.homeport.chat.Sampling;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request in few words.
record Asking(
    Api api,
    String model,
    String text,
    boolean tools,
    boolean picture,
    boolean sound,
    boolean suffix,
    @Nullable Reasoning reasoning,
    @Nullable Long maxTokens,
    @Nullable Integer context) {
  static Asking of(String model) {
    return new Asking(Api.OPENAI_CHAT, model, "hi", false, false, false, false, null, null, null);
  }

  /// With what this word means; an unknown word is a mistake.
  Asking with(String wish) {
    return switch (wish) {
      case "nothing" -> this;
      case "tools" ->
          new Asking(api, model, text, true, picture, sound, suffix, reasoning, maxTokens, context);
      case "picture" ->
          new Asking(api, model, text, tools, true, sound, suffix, reasoning, maxTokens, context);
      case "sound" ->
          new Asking(api, model, text, tools, picture, true, suffix, reasoning, maxTokens, context);
      case "suffix" ->
          new Asking(api, model, text, tools, picture, sound, true, reasoning, maxTokens, context);
      case "thinking" ->
          new Asking(
              api, model, text, tools, picture, sound, suffix, Reasoning.ON, maxTokens, context);
      case "no-thinking" ->
          new Asking(
              api, model, text, tools, picture, sound, suffix, Reasoning.OFF, maxTokens, context);
      case "ollama" ->
          new Asking(
              Api.OLLAMA_CHAT,
              model,
              text,
              tools,
              picture,
              sound,
              suffix,
              reasoning,
              maxTokens,
              context);
      default -> throw new AssertionError("what is " + wish);
    };
  }

  Asking room(long tokens, @Nullable Long most, @Nullable Integer wished) {
    return new Asking(
        api,
        model,
        "x".repeat(Math.toIntExact(tokens * 4)),
        tools,
        picture,
        sound,
        suffix,
        reasoning,
        most,
        wished);
  }

  ChatRequest chat() {
    var parts = new ArrayList<Part>();
    parts.add(new Part.Text(text));
    var pictures = new ArrayList<Part.Picture>();
    if (picture) {
      pictures.add(new Part.Picture("image/png", "AAAA"));
    }
    if (sound) {
      parts.add(new Part.Sound("wav", "AAAA"));
    }
    parts.addAll(pictures);
    Prompt prompt =
        suffix
            ? new Prompt.Plain(text, null, pictures, "end", false, false)
            : new Prompt.Conversation(List.of(new Message.User(parts)));
    return new ChatRequest(
        api,
        model,
        prompt,
        tools ? new Tooling(List.of(new Tool("f", null, null, null)), null, null) : Tooling.NONE,
        new Format.Free(),
        new Sampling(null, null, null, null, null, null, null, null, maxTokens, List.of()),
        reasoning,
        null,
        context,
        true,
        null);
  }

  EmbeddingRequest vectors() {
    return new EmbeddingRequest(Api.OLLAMA_EMBED, model, List.of(text), null, null, null);
  }
}
