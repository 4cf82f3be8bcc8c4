package dev.homeport.simulation;

import dev.homeport.simulation.http.Answering;
import dev.homeport.simulation.http.Asked;
import dev.homeport.simulation.model.Library;
import dev.homeport.simulation.model.Model;
import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The pages that change what is there. Nothing is fetched from anywhere: a model that is not known
/// cannot be pulled, and a blob is taken and forgotten.
final class ManagementPages {
  private final Library library;

  ManagementPages(Library library) {
    this.library = library;
  }

  void pull(Replies replies, JsonObject body) throws IOException {
    String name = named(replies, body);
    if (name.isEmpty()) {
      return;
    }
    Optional<Model> model = library.find(name);
    if (model.isEmpty()) {
      replies.statuses(
          List.of(
              status("pulling manifest"),
              new JsonFields()
                  .put(
                      "error", "pull model manifest: this Ollama is simulated and has no " + name)),
          body);
      return;
    }
    String digest = model.get().digest();
    long size = model.get().size();
    var layer =
        status("pulling " + digest.substring(0, 12))
            .put("digest", "sha256:" + digest)
            .put("total", size)
            .put("completed", size);
    replies.statuses(
        List.of(
            status("pulling manifest"),
            layer,
            status("verifying sha256 digest"),
            status("writing manifest"),
            status("success")),
        body);
  }

  void push(Replies replies, JsonObject body) throws IOException {
    if (!named(replies, body).isEmpty()) {
      replies.statuses(
          List.of(
              status("retrieving manifest"),
              new JsonFields().put("error", "this Ollama is simulated and pushes nothing")),
          body);
    }
  }

  void create(Replies replies, JsonObject body) throws IOException {
    String name = named(replies, body);
    if (name.isEmpty()) {
      return;
    }
    String from = body.text("from", "");
    Optional<Model> model = library.find(from);
    if (model.isEmpty()) {
      replies.refuse(
          400, from.isEmpty() ? "neither 'from' or 'files' was specified" : "no model " + from);
      return;
    }
    library.copy(model.get(), name);
    replies.statuses(
        List.of(
            status("using existing layer sha256:" + model.get().digest()),
            status("writing manifest"),
            status("success")),
        body);
  }

  void copy(Replies replies, JsonObject body) throws IOException {
    String source = body.text("source", "");
    Optional<Model> model = library.find(source);
    if (model.isEmpty()) {
      replies.refuse(404, "model \"" + source + "\" not found");
    } else {
      library.copy(model.get(), body.text("destination", source));
      replies.empty(200);
    }
  }

  void delete(Replies replies, JsonObject body) throws IOException {
    String name = body.text("model", body.text("name", ""));
    Optional<Model> model = library.find(name);
    if (model.isEmpty()) {
      replies.refuse(404, "model '" + name + "' not found");
    } else {
      library.delete(model.get());
      replies.empty(200);
    }
  }

  void blob(Asked asked, Answering answering) throws IOException {
    var replies = new Replies(asked, answering);
    if (asked.method().equals("HEAD")) {
      replies.refuse(404, "blob not found");
    } else {
      replies.empty(201);
    }
  }

  private static String named(Replies replies, JsonObject body) throws IOException {
    String name = body.text("model", body.text("name", ""));
    if (name.isEmpty()) {
      replies.refuse(400, "invalid model name");
    }
    return name;
  }

  private static JsonFields status(String text) {
    return new JsonFields().put("status", text);
  }
}
