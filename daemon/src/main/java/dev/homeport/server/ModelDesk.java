package dev.homeport.server;

import dev.homeport.access.Key;
import dev.homeport.access.route.Target;
import dev.homeport.catalogue.Menu;
import dev.homeport.chat.Capability;
import dev.homeport.chat.ModelCard;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.anthropic.AnthropicClient;
import dev.homeport.dialect.anthropic.TokenCount;
import dev.homeport.dialect.ollama.ModelQuestion;
import dev.homeport.dialect.ollama.OllamaPages;
import dev.homeport.dialect.openai.ModelPages;
import dev.homeport.routing.Snapshot;
import dev.homeport.wire.ModelName;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers what clients ask about models, from what was last seen of everybody's: it works while
/// home is away.
final class ModelDesk {
  private static final String JSON = "application/json; charset=utf-8";
  private static final String LINES = "application/x-ndjson";

  /// The version whose API is spoken here: clients ask for it to know what they may use.
  private static final String VERSION = "0.33.0";

  private static final AnthropicClient ANTHROPIC = new AnthropicClient();

  private final Work.AtProviders work;

  ModelDesk(Work.AtProviders work) {
    this.work = work;
  }

  /// Answers one of the routes that look at models.
  void answer(Visit visit, Target.Pass target, Key key, @Nullable HeldBody body)
      throws InterruptedException {
    try {
      turn(visit, target, key, body);
    } catch (IOException e) {
      throw new IllegalStateException("a body in memory cannot be read", e);
    }
  }

  private void turn(Visit visit, Target.Pass target, Key key, @Nullable HeldBody body)
      throws IOException, InterruptedException {
    switch (target.route().path()) {
      case "/" -> visit.show("text/plain; charset=utf-8", "Ollama is running");
      case "/api/version" -> show(visit, OllamaPages.version(VERSION));
      case "/api/tags" -> show(visit, OllamaPages.tags(listed(key)));
      case "/api/ps" ->
          show(
              visit,
              work.home()
                  .loaded(visit.answer())
                  .map(page -> OllamaPages.loaded(page, name -> mayUse(key, name)))
                  .orElseGet(() -> OllamaPages.loaded(List.of())));
      case "/v1/models" -> show(visit, ModelPages.list(listed(key)));
      case "/v1/models/{model…}" -> one(visit, key, target.parameter());
      case "/api/show" -> page(visit, key, ModelQuestion.shown(opened(body)));
      case "/api/pull" -> pull(visit, key, ModelQuestion.pulled(opened(body)));
      case "/v1/messages/count_tokens" -> count(visit, body);
      default -> throw new IllegalStateException("no page for " + target.route().path());
    }
  }

  private List<ModelCard> listed(Key key) {
    return menu(key).joined().stream().filter(card -> mayUse(key, card.name())).toList();
  }

  private static boolean mayUse(Key key, String model) {
    return key.mayUse(ModelName.normalised(model));
  }

  private Optional<ModelCard> found(Key key, String name) {
    return mayUse(key, name) ? menu(key).joined(name) : Optional.empty();
  }

  /// What never leaves home cannot be answered by what others have.
  private Menu menu(Key key) {
    Snapshot now = work.routing().get();
    return key.terms().homeOnly() ? now.homeMenu() : now.menu();
  }

  private void one(Visit visit, Key key, @Nullable String name) {
    String model = name == null ? "" : name;
    visit.wants(model);
    found(key, model)
        .ifPresentOrElse(
            card -> show(visit, ModelPages.one(card)),
            () -> visit.refuse(404, "model '" + model + "' not found", "model", "no such model"));
  }

  private void page(Visit visit, Key key, ModelQuestion question) {
    switch (question) {
      case ModelQuestion.Refused(int status, String text) ->
          visit.refuse(status, text, "bad request");
      case ModelQuestion.About(String model, _) -> {
        visit.wants(model);
        found(key, model)
            .ifPresentOrElse(
                card -> show(visit, OllamaPages.show(card, abilities(card))),
                () -> visit.refuse(404, "model '" + model + "' not found", "no such model"));
      }
    }
  }

  /// Programs ask for the pull of a model before they use it; one that somebody has needs none.
  private void pull(Visit visit, Key key, ModelQuestion question) {
    switch (question) {
      case ModelQuestion.Refused(int status, String text) ->
          visit.refuse(status, text, "bad request");
      case ModelQuestion.About(String model, boolean stream) -> {
        visit.wants(model);
        if (found(key, model).isPresent()) {
          visit.show(stream ? LINES : JSON, OllamaPages.pulled(stream));
        } else {
          visit.refuse(
              404,
              "nobody behind this router has a model '"
                  + model
                  + "', and nothing is pulled here: pull it on the Mac",
              "no such model");
        }
      }
    }
  }

  private static Set<Capability> abilities(ModelCard card) {
    Set<Capability> can = card.capabilities();
    return can == null ? Set.of(Capability.COMPLETION) : can;
  }

  private static void count(Visit visit, @Nullable HeldBody body) throws IOException {
    switch (ANTHROPIC.countTokens(opened(body))) {
      case TokenCount.Estimated estimated -> {
        visit.wants(estimated.model());
        visit.response().getHeaders().put("Homeport-Estimated", "true");
        show(visit, estimated.body());
      }
      case TokenCount.Refused(Heard.Objection(int status, String text, String parameter)) ->
          visit.refuse(status, text, parameter, "bad request");
    }
  }

  private static void show(Visit visit, byte[] page) {
    visit.show(JSON, page);
  }

  private static InputStream opened(@Nullable HeldBody body) {
    return body == null ? InputStream.nullInputStream() : body.open();
  }
}
