package dev.homeport.simulation;

import dev.homeport.simulation.http.Answering;
import dev.homeport.simulation.http.Asked;
import dev.homeport.simulation.http.HttpListener;
import dev.homeport.simulation.model.Engine;
import dev.homeport.simulation.model.Library;
import dev.homeport.simulation.voice.Api;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that Ollama has under a path.
final class Pages implements HttpListener.Handler {
  static final String VERSION = "0.33.0";

  private static final String TEXT = "text/plain";

  private final Map<String, Page> pages = new HashMap<>();

  /// Pages whose path goes on after what is listed.
  private final Map<String, Page> beginnings = new HashMap<>();

  /// One page.
  private record Page(List<String> methods, HttpListener.Handler handler) {}

  /// What is done with a body that is an object.
  private interface Taker {
    void take(Replies replies, JsonObject body) throws IOException, InterruptedException;
  }

  Pages(Library library, Engine engine, WallClock wall) {
    var lists = new ModelPages(library);
    page(
        "/",
        List.of("HEAD", "GET"),
        (_, answering) -> answering.whole(200, "text/plain; charset=utf-8", "Ollama is running"));
    page("/api/version", List.of("HEAD", "GET"), lists::version);
    page("/api/status", List.of("GET"), lists::status);
    page("/api/tags", List.of("HEAD", "GET"), lists::tags);
    page("/api/ps", List.of("GET"), lists::ps);
    page("/v1/models", List.of("GET"), lists::models);
    beginnings.put("/v1/models/", new Page(List.of("GET"), lists::model));
    page("/api/experimental/model-recommendations", List.of("GET"), lists::recommendations);
    post("/api/show", lists::show);

    var speech = new SpeechPages(library, engine, wall);
    for (Api api : Api.values()) {
      post(api.path(), (replies, body) -> speech.answer(api, replies, body));
    }

    var vectors = new VectorPages(library, engine);
    post("/api/embed", vectors::embed);
    post("/api/embeddings", vectors::old);
    post("/v1/embeddings", vectors::openAi);

    var management = new ManagementPages(library);
    post("/api/pull", management::pull);
    post("/api/push", management::push);
    post("/api/create", management::create);
    post("/api/copy", management::copy);
    page("/api/delete", List.of("DELETE"), read(management::delete));
    page("/api/me", List.of("POST"), refusing(503, "account unavailable"));
    page("/api/signout", List.of("POST"), refusing(500, "there was an error signing out"));
    beginnings.put("/api/blobs/", new Page(List.of("POST", "HEAD"), management::blob));
    for (String web : List.of("search", "fetch")) {
      String reason = "ollama cloud is disabled: web " + web + " is unavailable";
      page("/api/experimental/web_" + web, List.of("POST"), refusing(403, reason));
    }
  }

  @Override
  public void handle(Asked asked, Answering answering) throws IOException, InterruptedException {
    Page page = page(asked.path());
    if (page != null && page.methods().contains(asked.method())) {
      page.handler().handle(asked, answering);
    } else if (page != null) {
      String allowed = String.join(", ", page.methods());
      answering.whole(
          405, Map.of("Allow", allowed, "Content-Type", TEXT), "405 method not allowed");
    } else if (asked.path().endsWith("/") && page(withoutSlash(asked.path())) != null) {
      int status = asked.method().equals("GET") ? 301 : 307;
      answering.whole(status, Map.of("Location", withoutSlash(asked.path())), "");
    } else {
      answering.whole(404, TEXT, "404 page not found");
    }
  }

  private static String withoutSlash(String path) {
    return path.substring(0, path.length() - 1);
  }

  private @Nullable Page page(String path) {
    Page exact = pages.get(path);
    if (exact != null) {
      return exact;
    }
    int slash = path.lastIndexOf('/') + 1;
    return slash == path.length() ? null : beginnings.get(path.substring(0, slash));
  }

  private void page(String path, List<String> methods, HttpListener.Handler handler) {
    pages.put(path, new Page(methods, handler));
  }

  private void post(String path, Taker taker) {
    page(path, List.of("POST"), read(taker));
  }

  private static HttpListener.Handler refusing(int status, String text) {
    return (asked, answering) -> new Replies(asked, answering).refuse(status, text);
  }

  private static HttpListener.Handler read(Taker taker) {
    return (asked, answering) -> {
      var replies = new Replies(asked, answering);
      switch (JsonObject.parse(asked.body())) {
        case JsonObject.Parsed.Good(JsonObject body) -> taker.take(replies, body);
        case JsonObject.Parsed.Nothing() ->
            replies.complain(asked.path().startsWith("/v1/") ? "EOF" : "missing request body");
        case JsonObject.Parsed.Other(String kind) ->
            replies.complain("json: cannot unmarshal " + kind + " into Go value");
        case JsonObject.Parsed.Broken(String why, boolean cut) ->
            replies.complain(cut ? "unexpected EOF" : why);
      }
    };
  }
}
