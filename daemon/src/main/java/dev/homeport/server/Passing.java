package dev.homeport.server;

import dev.homeport.access.Key;
import dev.homeport.access.Scope;
import dev.homeport.access.body.BodyReader;
import dev.homeport.access.body.Judged;
import dev.homeport.access.body.ModelRules;
import dev.homeport.access.route.Route;
import dev.homeport.access.route.Target;
import dev.homeport.front.Client;
import dev.homeport.front.Passage;
import dev.homeport.journal.Ending;
import dev.homeport.journal.Event.Tokens;
import dev.homeport.upstream.Question;
import dev.homeport.wire.AnswerEnd;
import dev.homeport.wire.Field;
import dev.homeport.wire.HeaderRules;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// Brings a request with a key through: its turn by the key's limits, its body in, the policy
/// asked, the front's way, its end told.
final class Passing implements Way {
  private static final Field IDENTITY = new Field("Accept-Encoding", "identity");
  private static final String PULL = "/api/pull";
  private static final String SHOW = "/api/show";
  private static final int BYTES_OF_A_TOKEN = 4;

  /// A question of more bytes has pictures in it, which are few tokens.
  private static final long LARGEST_PROMPT = 8192;

  private final Work.AtOllama beside;
  private final Reception reception;

  Passing(Work.AtOllama beside, Reception reception) {
    this.beside = beside;
    this.reception = reception;
  }

  @Override
  public void take(Visit visit, Target.Pass target, Key key, DoorRules rules)
      throws InterruptedException {
    Route route = target.route();
    visit.route(route.path());
    if (!mayPretend(route, key) && !reception.hasScope(visit, route, key)) {
      return;
    }
    if (!route.takesPlace()) {
      bring(visit, target, key, rules);
      return;
    }
    reception.seat(
        visit,
        key,
        () -> {
          beside.serving().accept(1);
          try {
            bring(visit, target, key, rules);
          } finally {
            beside.serving().accept(-1);
          }
        });
  }

  /// Whether the key may ask for a model to be pulled although it may not pull: programs ask for
  /// the pull of what is there.
  private static boolean mayPretend(Route route, Key key) {
    return route.path().equals(PULL) && key.may(Scope.INFER);
  }

  private void bring(Visit visit, Target.Pass target, Key key, DoorRules rules)
      throws InterruptedException {
    HttpFields headers = visit.request().getHeaders();
    var reader =
        new BodyReader(
            target.route(),
            key,
            beside.policy().get(),
            headers.get(HttpHeader.CONTENT_ENCODING),
            headers.get(HttpHeader.CONTENT_TYPE));
    String named = target.parameter();
    Judged.Refused objection =
        named == null || target.route().kind() == Route.Kind.MANAGEMENT
            ? null
            : ModelRules.objection(key, beside.policy().get(), named);
    if (objection != null) {
      reception.turnAway(visit, objection.status(), objection.text(), objection.cause());
      return;
    }
    reception.receive(
        visit, rules, reader::feed, body -> judged(visit, target, key, reader.finish(), body));
  }

  private void judged(
      Visit visit, Target.Pass target, Key key, Judged judged, @Nullable HeldBody body)
      throws InterruptedException {
    switch (judged) {
      case Judged.Refused(int status, String text, String cause) ->
          visit.refuse(status, text, cause);
      case Judged.Allowed allowed -> {
        String model = allowed.model();
        visit.wants(model);
        if (model != null && isStubOfCloud(target.route(), key, model)) {
          visit.refuse(403, stub(model), "cloud model");
        } else if (target.route().path().equals(PULL) && !key.may(Scope.ADMIN)) {
          pretend(visit, model, allowed.streaming());
        } else {
          go(visit, target, key, model, body);
        }
      }
    }
  }

  /// Whether a question to this model would go to Ollama's cloud although its name does not say so,
  /// and the key may not have that.
  private boolean isStubOfCloud(Route route, Key key, String model) {
    return route.takesPlace()
        && !key.may(Scope.ADMIN)
        && beside.policy().get().cloudNamesRefused()
        && beside.remote().test(model);
  }

  private static String stub(String model) {
    return "model "
        + model
        + " is a stub of one in Ollama's cloud, at the owner's expense:"
        + " that needs a key with scope admin";
  }

  /// Answers the pull of a model that is there as Ollama would, and downloads nothing.
  private void pretend(Visit visit, @Nullable String model, boolean streaming) {
    if (model == null || !beside.installed().test(model)) {
      visit.refuse(
          403,
          "to pull a model that is not there needs a key with scope admin"
              + (model == null ? "" : ": " + model),
          "scope");
      return;
    }
    visit.show(
        streaming ? "application/x-ndjson" : "application/json; charset=utf-8",
        streaming ? "{\"status\":\"success\"}\n" : "{\"status\":\"success\"}");
  }

  private void go(
      Visit visit, Target.Pass target, Key key, @Nullable String model, @Nullable HeldBody body)
      throws InterruptedException {
    HttpFields headers = visit.request().getHeaders();
    Route route = target.route();
    var question =
        new Question(visit.request().getMethod(), target.upstreamTarget(), fieldsOf(headers), body);
    boolean acknowledged = "1".equals(headers.get("Homeport-Ack"));
    var passage =
        new Passage(question, key.name(), route.takesPlace(), model, acknowledged, route.end());
    ClientAnswer answer = visit.answer();
    Client client =
        model != null && route.path().equals(SHOW) && !key.may(Scope.ADMIN)
            ? new ShownModel(answer, model)
            : answer;
    Ending ending = beside.front().pass(passage, client);
    if (route.takesPlace() && ending.course().firstByteNanos() != null) {
      count(visit, answer.took(), body == null ? 0 : body.length());
    }
    visit.end(ending);
    if (route.kind() == Route.Kind.MANAGEMENT) {
      beside.changed().run();
    }
  }

  /// Counts what the answer took. Where it does not say, which streams of OpenAI's dialect and
  /// answers that were cut do not, each of its pieces is taken for a token, and four bytes of the
  /// question.
  private static void count(Visit visit, @Nullable AnswerEnd end, long asked) {
    if (end != null && end.prompt() >= 0 && end.answer() >= 0) {
      visit.used(new Tokens(end.prompt(), end.answer()));
    } else {
      long prompt = end == null || end.prompt() < 0 ? asked / BYTES_OF_A_TOKEN : end.prompt();
      long answer = end == null ? 0 : end.answer() < 0 ? end.pieces() : end.answer();
      visit.estimated(Math.min(prompt, LARGEST_PROMPT) + answer);
    }
  }

  private List<Field> fieldsOf(HttpFields headers) {
    List<String> listed =
        headers.contains(HttpHeader.CONNECTION)
            ? HeaderRules.listed(headers.getValuesList(HttpHeader.CONNECTION))
            : List.of();
    var fields = new ArrayList<Field>(headers.size() + 2);
    for (HttpField field : headers) {
      String value = field.getValue();
      if (HeaderRules.goesToUpstream(field.getName(), listed)) {
        fields.add(new Field(field.getName(), value == null ? "" : value));
      }
    }
    fields.add(IDENTITY);
    fields.addAll(beside.credentials());
    return fields;
  }
}
