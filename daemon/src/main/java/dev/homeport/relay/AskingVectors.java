package dev.homeport.relay;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.Embedded;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.failure.Failure;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.Reply;
import dev.homeport.wire.Field;
import dev.homeport.wire.frame.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks one provider for vectors and brings them to the client.
final class AskingVectors {
  private static final int OK = 200;
  private static final int LARGEST = 32 * 1024 * 1024;

  private static final Duration EACH = Duration.ofMillis(100);

  private final VectorErrand errand;
  private final Lane lane;
  private final Floor floor;
  private final Supplier<List<Field>> heading;
  private final Alarms alarms;

  AskingVectors(
      VectorErrand errand, Lane lane, Floor floor, Supplier<List<Field>> heading, Alarms alarms) {
    this.errand = errand;
    this.lane = lane;
    this.floor = floor;
    this.heading = heading;
    this.alarms = alarms;
  }

  Tried run() throws InterruptedException {
    ProviderDialect dialect = lane.provider().dialect();
    Optional<Call> call = dialect.embed(errand.request(), lane.leg().model());
    if (call.isEmpty()) {
      return Tried.of(Complaint.of(Kind.CAPABILITY, OK, "it makes no vectors"));
    }
    try (var patience = new Patience(lane, limit(), alarms)) {
      lane.attempt().onNews(patience::heard);
      return switch (lane.provider().ask(lane.attempt(), call.get())) {
        case Reply.Failed(Failure failure) -> Tried.of(failure);
        case Reply.Answered(Answer answer) -> {
          try (answer) {
            patience.head();
            yield take(answer, dialect);
          }
        }
      };
    }
  }

  /// Vectors come all at once: as long as a first token, and longer where there are many.
  private Duration limit() {
    return lane.provider()
        .waits()
        .firstToken()
        .plus(EACH.multipliedBy(errand.request().inputs().size()));
  }

  private Tried take(Answer answer, ProviderDialect dialect) {
    var body = new Bytes();
    int count = answer.read();
    while (count >= 0) {
      if (body.length() + count > LARGEST) {
        return Tried.of(Complaint.of(Kind.NONSENSE, OK, "vectors of more than 32 MiB"));
      }
      body.append(answer.buffer(), 0, count);
      count = answer.read();
    }
    if (count == Answer.BROKEN) {
      return Tried.of(answer.failure());
    }
    byte[] said = body.copy();
    body.clear();
    if (answer.status() != OK) {
      return Tried.of(
          dialect.complaint(answer.status(), name -> Asking.headerOf(answer, name), said));
    }
    return switch (dialect.embedded(errand.request(), said)) {
      case Embedded.Failed(Complaint complaint) -> Tried.of(complaint);
      case Embedded.Vectors(var embeddings) -> {
        if (!lane.leads()) {
          yield new Tried.Outrun(true);
        }
        // Told and paid before the client knows, so that its next question finds room.
        long prompt = embeddings.promptTokens();
        lane.tab().made(prompt > 0 ? Usage.of(prompt, 0) : null, 0);
        lane.tab().settle();
        lane.answered();
        byte[] page = errand.writer().write(embeddings, errand.stamp());
        yield floor.whole(Opening.PLAIN.contentType(), body.append(page, 0, page.length), heading)
            ? new Tried.Answered()
            : new Tried.Left("while it was answered");
      }
    };
  }
}
