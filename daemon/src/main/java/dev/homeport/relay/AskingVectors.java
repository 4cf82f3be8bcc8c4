package dev.homeport.relay;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.Embedded;
import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Wait;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Alarms.Alarm;
import dev.homeport.routing.Leg;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.Provider;
import dev.homeport.upstream.Reply;
import dev.homeport.wire.Field;
import dev.homeport.wire.frame.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks one provider for vectors and brings them to the client.
final class AskingVectors {
  private static final int OK = 200;
  private static final int LARGEST = 32 * 1024 * 1024;

  private final VectorErrand errand;
  private final Provider provider;
  private final String model;
  private final Attempt attempt;
  private final Alarms alarms;
  private final Delivery delivery;
  private final Supplier<List<Field>> heading;

  AskingVectors(
      VectorErrand errand,
      Provider provider,
      Leg leg,
      Alarms alarms,
      Delivery delivery,
      Supplier<List<Field>> heading) {
    this.errand = errand;
    this.provider = provider;
    this.model = leg.model();
    this.attempt = provider.attempt();
    this.alarms = alarms;
    this.delivery = delivery;
    this.heading = heading;
  }

  Tried run() throws InterruptedException {
    delivery.onLeaving(attempt::cancel);
    Optional<Call> call = provider.dialect().embed(errand.request(), model);
    if (call.isEmpty()) {
      return failed(Complaint.of(Kind.CAPABILITY, OK, "it makes no vectors"));
    }
    var limit = provider.waits().total();
    String late = "its vectors did not come within " + limit.toMillis() / 1000.0 + " s";
    try (Alarm _ = alarms.in(limit, () -> attempt.expire(Wait.TOTAL, late))) {
      return switch (provider.ask(attempt, call.get())) {
        case Reply.Failed(Failure failure) -> failed(failure);
        case Reply.Answered(Answer answer) -> {
          try (answer) {
            yield take(answer);
          }
        }
      };
    }
  }

  private Tried take(Answer answer) {
    var body = new Bytes();
    int count = answer.read();
    while (count >= 0) {
      if (body.length() + count > LARGEST) {
        return failed(Complaint.of(Kind.NONSENSE, OK, "vectors of more than 32 MiB"));
      }
      body.append(answer.buffer(), 0, count);
      count = answer.read();
    }
    if (count == Answer.BROKEN) {
      return failed(answer.failure());
    }
    byte[] said = body.copy();
    body.clear();
    if (answer.status() != OK) {
      return failed(
          provider
              .dialect()
              .complaint(answer.status(), name -> Asking.headerOf(answer, name), said));
    }
    return switch (provider.dialect().embedded(errand.request(), said)) {
      case Embedded.Failed(Complaint complaint) -> failed(complaint);
      case Embedded.Vectors(var embeddings) -> {
        byte[] page = errand.writer().write(embeddings, errand.stamp());
        yield delivery.whole("application/json; charset=utf-8", page, heading.get())
            ? new Tried.Answered()
            : new Tried.Left("while it was answered");
      }
    };
  }

  private Tried failed(Failure failure) {
    return Tried.of(provider.name(), failure);
  }

  private Tried failed(Complaint complaint) {
    return Tried.of(provider.name(), complaint);
  }
}
