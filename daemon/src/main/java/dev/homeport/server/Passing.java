package dev.homeport.server;

import dev.homeport.access.Key;
import dev.homeport.access.route.Target;
import dev.homeport.front.Front;
import dev.homeport.front.Passage;
import dev.homeport.upstream.Question;
import dev.homeport.upstream.Question.Field;
import dev.homeport.wire.HeaderRules;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/// Brings a request with a key through: its body in, the policy asked, the front's way, its end
/// told.
final class Passing {
  private static final Field IDENTITY = new Field("Accept-Encoding", "identity");

  private final Front front;
  private final Intake intake;

  Passing(Front front, Intake intake) {
    this.front = front;
    this.intake = intake;
  }

  void pass(Visit visit, Target.Pass target, Key key, DoorRules rules) throws InterruptedException {
    visit.route(target.route().path());
    HttpFields headers = visit.request().getHeaders();
    if (!hasBody(visit)) {
      go(visit, target, key, null, null);
      return;
    }
    switch (intake.take(visit.request(), rules.body(), rules.bodyRate(), (_, _, _) -> {})) {
      case Intake.Taken.Whole(HeldBody body) -> {
        try (body) {
          visit.brought(body.length());
          go(visit, target, key, body, "m");
        }
      }
      case Intake.Taken.TooLarge() -> {
        if (headers.get("Expect") == null) {
          intake.drain(visit.request());
        }
        visit.refuse(
            413,
            "the body is larger than " + rules.body() + " bytes (limits.body)",
            "body too large");
      }
      case Intake.Taken.NoRoom() -> {
        intake.drain(visit.request());
        visit.retryAfter(1);
        visit.refuse(503, "too many large bodies at once (limits.bodies)", "no room for bodies");
      }
      case Intake.Taken.TooSlow(long bytes) ->
          visit.refuse(
              408,
              "the body came too slowly: " + bytes + " bytes so far (limits.body-rate)",
              "slow body");
      case Intake.Taken.Broken(boolean malformed) -> visit.broken(malformed);
    }
  }

  private void go(
      Visit visit, Target.Pass target, Key key, @Nullable HeldBody body, @Nullable String model)
      throws InterruptedException {
    var question =
        new Question(
            visit.request().getMethod(),
            target.upstreamTarget(),
            fieldsOf(visit.request().getHeaders()),
            body);
    boolean acknowledged = "1".equals(visit.request().getHeaders().get("Homeport-Ack"));
    var passage =
        new Passage(
            question,
            key.name(),
            target.route().takesPlace(),
            model,
            acknowledged,
            target.route().end());
    visit.end(front.pass(passage, visit.answer()));
  }

  private static boolean hasBody(Visit visit) {
    HttpFields headers = visit.request().getHeaders();
    return visit.request().getLength() > 0 || headers.contains("Transfer-Encoding");
  }

  private static List<Field> fieldsOf(HttpFields headers) {
    List<String> listed = HeaderRules.listed(headers.getValuesList("Connection"));
    var fields = new ArrayList<Field>(headers.size() + 1);
    for (HttpField field : headers) {
      String value = field.getValue();
      if (HeaderRules.goesToUpstream(field.getName(), listed)) {
        fields.add(new Field(field.getName(), value == null ? "" : value));
      }
    }
    fields.add(IDENTITY);
    return fields;
  }
}
