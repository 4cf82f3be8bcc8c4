package dev.homeport.server;

import dev.homeport.access.Key;
import dev.homeport.access.Scope;
import dev.homeport.access.route.Route;
import dev.homeport.access.route.Target;
import dev.homeport.catalogue.Served;
import dev.homeport.catalogue.Serving;
import dev.homeport.catalogue.Source;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.Embeddings;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.ClientDialect;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.anthropic.AnthropicClient;
import dev.homeport.dialect.ollama.OllamaClient;
import dev.homeport.dialect.openai.OpenAiClient;
import dev.homeport.dialect.responses.ResponsesClient;
import dev.homeport.ledger.Payer;
import dev.homeport.relay.Caller;
import dev.homeport.relay.Errand;
import dev.homeport.relay.Itinerary;
import dev.homeport.relay.VectorErrand;
import dev.homeport.routing.RoutePlanner;
import dev.homeport.routing.Skipped;
import dev.homeport.routing.Snapshot;
import dev.homeport.routing.Wish;
import dev.homeport.wire.Field;
import dev.homeport.wire.JsonText;
import dev.homeport.wire.ModelName;
import dev.homeport.wire.Payload;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// The router's way: a question is understood in the client's dialect, its route is planned, and
/// the relay brings the answer.
final class Answering implements Way {
  private static final String BETA = "anthropic-beta";

  private static final String AUTO = "auto";

  /// Longer names would only fill what is remembered of models.
  private static final int LONGEST_MODEL = 256;

  private static final Payload NOTHING = Payload.of(new byte[0]);

  private static final Map<String, Api> APIS =
      Map.of(
          "/api/chat", Api.OLLAMA_CHAT,
          "/api/generate", Api.OLLAMA_GENERATE,
          "/api/embed", Api.OLLAMA_EMBED,
          "/api/embeddings", Api.OLLAMA_EMBEDDINGS,
          "/v1/chat/completions", Api.OPENAI_CHAT,
          "/v1/completions", Api.OPENAI_COMPLETIONS,
          "/v1/responses", Api.OPENAI_RESPONSES,
          "/v1/embeddings", Api.OPENAI_EMBEDDINGS,
          "/v1/messages", Api.ANTHROPIC_MESSAGES);

  private static final OllamaClient OLLAMA = new OllamaClient();
  private static final OpenAiClient OPENAI = new OpenAiClient();
  private static final AnthropicClient ANTHROPIC = new AnthropicClient();
  private static final ResponsesClient RESPONSES = new ResponsesClient();

  private final Work.AtProviders work;
  private final Reception reception;
  private final ModelDesk models;
  private final Desk desk;
  private final ReadingRoom room = ReadingRoom.ofThisMachine();

  Answering(Work.AtProviders work, Reception reception, Desk desk) {
    this.work = work;
    this.reception = reception;
    this.models = new ModelDesk(work);
    this.desk = desk;
  }

  @Override
  public void take(Visit visit, Target.Pass target, Key key, DoorRules rules)
      throws InterruptedException {
    Route route = target.route();
    visit.route(route.path());
    if (route.kind() == Route.Kind.MANAGEMENT) {
      reception.turnAway(
          visit,
          403,
          route.path() + " changes the models of one machine: ask the daemon there, not its router",
          "management");
      return;
    }
    if (!reception.hasScope(visit, route, key)) {
      return;
    }
    Api api = APIS.get(route.path());
    if (api != null) {
      // Whatever comes of it, it was asked; who answers it says more.
      visit.charged(Reckoning.unasked(key));
    }
    HttpFields headers = visit.request().getHeaders();
    String coding = headers.get(HttpHeader.CONTENT_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      reception.turnAway(
          visit, 415, "a body with Content-Encoding " + coding + " is not read here", "coding");
      return;
    }
    Optional<String> wrong = TimeLimit.of(headers).wrong().or(Company.of(headers)::wrong);
    if (wrong.isPresent()) {
      reception.turnAway(visit, 400, wrong.get(), "bad header");
      return;
    }
    if (api == null) {
      reception.receive(
          visit,
          rules,
          Intake.Reader.NONE,
          body -> inRoom(visit, body, () -> look(visit, target, key, body)));
    } else {
      reception.seat(
          visit,
          key,
          () ->
              reception.receive(
                  visit,
                  rules,
                  Intake.Reader.NONE,
                  body -> inRoom(visit, body, () -> understood(visit, api, key, body))));
    }
  }

  /// Goes on where there is memory to read the body; says so where there is none.
  private void inRoom(Visit visit, @Nullable HeldBody body, Reception.Turn then)
      throws InterruptedException {
    long length = lengthOf(body);
    if (room.isTooSmallFor(length)) {
      visit.refuse(
          413,
          "the body has "
              + length
              + " bytes, too many for the memory of this router ("
              + room.heapMegabytes()
              + " MB of heap; homeport-fast has more)",
          "body too large");
      return;
    }
    if (!room.enter(length)) {
      visit.retryAfter(1);
      visit.refuse(503, "too many large bodies are read at once; try again in a moment", "no room");
      return;
    }
    try {
      then.take();
    } finally {
      room.leave(length);
    }
  }

  private static long lengthOf(@Nullable HeldBody body) {
    return body == null ? 0 : body.length();
  }

  private void look(Visit visit, Target.Pass target, Key key, @Nullable HeldBody body)
      throws InterruptedException {
    // Only where it is read: whoever asks what is loaded waits for home, and keeps nobody waiting.
    boolean isRead = target.route().methods().contains("POST");
    room.<@Nullable Void, InterruptedException>understand(
        isRead ? lengthOf(body) : 0,
        () -> {
          models.answer(visit, target, key, body);
          return null;
        });
  }

  private void understood(Visit visit, Api api, Key key, @Nullable HeldBody held)
      throws InterruptedException {
    Payload body = held == null ? NOTHING : held;
    Heard heard;
    try {
      heard = room.understand(body.length(), () -> dialectOf(api).hear(api, body.open()));
    } catch (IOException e) {
      throw new IllegalStateException("a body in memory cannot be read", e);
    }
    switch (heard) {
      case Heard.Objection(int status, String text, String parameter) ->
          visit.refuse(status, text, parameter, "bad request");
      case Heard.Chat chat -> {
        if (mayUse(visit, key, chat.request().model())) {
          visit.behalf(Behalf.of(visit.request().getHeaders(), chat.request().user()));
          ask(visit, key, chat, body);
        }
      }
      case Heard.Embed embed -> {
        if (mayUse(visit, key, embed.request().model())) {
          visit.behalf(Behalf.of(visit.request().getHeaders(), embed.request().user()));
          embed(visit, key, embed);
        }
      }
      case Heard.Load load -> {
        if (mayUse(visit, key, load.model())) {
          load(visit, key, load, body);
        }
      }
    }
  }

  private static ClientDialect dialectOf(Api api) {
    return switch (api) {
      case OLLAMA_CHAT, OLLAMA_GENERATE, OLLAMA_EMBED, OLLAMA_EMBEDDINGS -> OLLAMA;
      case OPENAI_CHAT, OPENAI_COMPLETIONS, OPENAI_EMBEDDINGS -> OPENAI;
      case OPENAI_RESPONSES -> RESPONSES;
      case ANTHROPIC_MESSAGES -> ANTHROPIC;
    };
  }

  /// Whether the key may use the model; says so where it may not.
  private static boolean mayUse(Visit visit, Key key, String model) {
    visit.wants(model.isBlank() ? null : model);
    if (model.length() > LONGEST_MODEL) {
      visit.refuse(
          400,
          "the model's name has "
              + model.length()
              + " characters; no model is called by more than "
              + LONGEST_MODEL,
          "model name");
      return false;
    }
    if (model.isBlank() || key.mayUse(ModelName.normalised(model))) {
      return true;
    }
    visit.refuse(
        403,
        "the key " + key.name() + " may not use the model " + JsonText.quoted(model),
        "model of key");
    return false;
  }

  /// The route as far as the key may go. A question that names no model means the one that a
  /// provider has for it, so a key of some models has to have that one.
  private static dev.homeport.routing.Route allowed(
      Key key, String named, dev.homeport.routing.Route route) {
    return named.isBlank()
        ? route.through(
            leg -> key.mayUse(ModelName.normalised(leg.model())),
            "model is required: the key " + key.name() + " may not use the one that is meant")
        : route;
  }

  private void ask(Visit visit, Key key, Heard.Chat chat, Payload body)
      throws InterruptedException {
    ChatRequest request = chat.request();
    Wish wish = wish(visit, key);
    Snapshot now = work.routing().get();
    dev.homeport.routing.Route route =
        allowed(key, request.model(), RoutePlanner.plan(request, wish, now));
    if (isRefused(visit, key, route)) {
      return;
    }
    if (!chat.leftOut().isEmpty()) {
      visit.response().getHeaders().put("Homeport-Left-Out", LeftOut.told(chat.leftOut()));
    }
    var errand =
        new Errand(
            request,
            body,
            companions(visit, request.api()),
            itinerary(visit, route, wish, now),
            chat.writer(),
            stamp(visit),
            caller(visit, key));
    Reckoning.over(visit, work.relay().relay(errand, visit.answer()));
  }

  private void embed(Visit visit, Key key, Heard.Embed embed) throws InterruptedException {
    EmbeddingRequest request = embed.request();
    if (request.inputs().isEmpty()) {
      // Of nothing there are no vectors, whoever would be asked.
      var none = new Embeddings(List.of(), 0);
      visit.show("application/json; charset=utf-8", embed.writer().write(none, stamp(visit)));
      return;
    }
    Wish wish = wish(visit, key);
    Snapshot now = work.routing().get();
    dev.homeport.routing.Route route =
        allowed(key, request.model(), RoutePlanner.plan(request, wish, now));
    if (isRefused(visit, key, route)) {
      return;
    }
    var errand =
        new VectorErrand(
            request,
            itinerary(visit, route, wish, now),
            embed.writer(),
            stamp(visit),
            caller(visit, key));
    Reckoning.over(visit, work.relay().relay(errand, visit.answer()));
  }

  /// Loads or unloads at home; while home is away that is done as soon as it is said.
  private void load(Visit visit, Key key, Heard.Load load, Payload body)
      throws InterruptedException {
    visit.charged(null);
    Serving serving = work.routing().get().serving();
    Optional<String> model =
        work.home()
            .name()
            .flatMap(home -> serving.by(new Source(home, Source.Kind.HOME), load.model()))
            .map(Served::model);
    if (model.isPresent() && load.model().isBlank() && !mayUse(visit, key, model.get())) {
      return;
    }
    if (load.unload() && !key.may(Scope.ADMIN)) {
      visit.refuse(
          403, "keep_alive 0 unloads the model: that needs a key with scope admin", "unload");
      return;
    }
    work.home()
        .load(visit.path(), body, load.model(), model.orElse(null), visit.answer())
        .ifPresentOrElse(
            visit::end,
            () -> visit.show("application/json; charset=utf-8", load.done().apply(stamp(visit))));
  }

  /// Whether nobody can be asked; says so. Who was passed over because its list has no such model
  /// is looked at anew: it may have been pulled just now.
  private boolean isRefused(Visit visit, Key key, dev.homeport.routing.Route route) {
    for (Skipped skipped : route.skipped()) {
      if (skipped.isWithoutModel()) {
        work.missed().accept(skipped.provider());
      }
    }
    route
        .refusal()
        .ifPresent(
            no -> {
              visit.charged(Reckoning.unasked(key, route));
              Reckoning.refuse(visit, no, work.wall().now());
            });
    return route.refusal().isPresent();
  }

  /// Anthropic's clients name in a header what in their bodies is new.
  private static List<Field> companions(Visit visit, Api api) {
    String beta = api == Api.ANTHROPIC_MESSAGES ? visit.request().getHeaders().get(BETA) : null;
    return beta == null ? List.of() : List.of(new Field(BETA, beta));
  }

  private Wish wish(Visit visit, Key key) {
    HttpFields headers = visit.request().getHeaders();
    String wanted = headers.get("Homeport-Provider");
    String only =
        wanted == null || wanted.isBlank() || wanted.equalsIgnoreCase(AUTO)
            ? null
            : work.meant().apply(wanted.strip());
    return new Wish(only, Company.of(headers) instanceof Company.Never, key.terms().homeOnly());
  }

  private static Itinerary itinerary(
      Visit visit, dev.homeport.routing.Route route, Wish wish, Snapshot now) {
    String wanted = now.wanted(wish);
    return new Itinerary(
        route,
        wanted == null ? AUTO : wanted,
        TimeLimit.of(visit.request().getHeaders()).time(),
        wish.homeOnly());
  }

  private static Caller caller(Visit visit, Key key) {
    return new Caller(
        visit.id(), key.name(), new Payer(key.name(), visit.user(), key.terms().tenant()));
  }

  private AnswerStamp stamp(Visit visit) {
    return new AnswerStamp(
        RequestId.unique(), work.wall().now(), () -> desk.ticker().nanoTime() - visit.cameNanos());
  }
}
