package dev.homeport.relay;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Estimate;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.Passthrough;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.Translation;
import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Wait;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Alarms.Alarm;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.Provider;
import dev.homeport.upstream.Reply;
import dev.homeport.upstream.Waits;
import dev.homeport.verdict.Excuse;
import dev.homeport.verdict.Trouble;
import dev.homeport.wire.Field;
import dev.homeport.wire.frame.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks one provider and brings its answer to the client. Run by one thread; the attempt may be
/// cancelled from any.
///
/// An answer is held back until the model has really begun one; only then its head goes out. A
/// plain answer is held until it is whole.
final class Asking {
  private static final int OK = 200;

  /// As much is read of a body that is an error, or says where an upload went.
  private static final int SMALL_BODY = 256 * 1024;

  /// As much is held back of a stream in which no content comes.
  private static final int MOST_HELD = 1024 * 1024;

  private final Errand errand;
  private final ChatRequest request;
  private final Lane lane;
  private final Floor floor;
  private final Supplier<List<Field>> heading;
  private final Provider provider;
  private final String model;
  private final Attempt attempt;
  private final Alarms alarms;
  private final Bytes out = new Bytes();

  private boolean committed;

  /// Bytes of the answer's body so far.
  private long taken;

  /// @param heading what the head of the answer says about its way, asked once
  Asking(Errand errand, Lane lane, Floor floor, Supplier<List<Field>> heading, Alarms alarms) {
    this.errand = errand;
    this.request = lane.leg().fit(errand.request());
    this.lane = lane;
    this.floor = floor;
    this.heading = heading;
    this.provider = lane.provider();
    this.model = lane.leg().model();
    this.attempt = lane.attempt();
    this.alarms = alarms;
  }

  /// Asks, and returns when nothing of it is left.
  Tried run() throws InterruptedException {
    Waits waits = provider.waits();
    try (Alarm total = alarms.in(waits.total(), this::tooLong);
        var patience =
            new Patience(lane, comesInPieces() ? waits.quiet() : waits.firstToken(), alarms)) {
      attempt.onSent(patience::sent);
      attempt.onNews(patience::heard);
      return asked(patience, total);
    } catch (IOException e) {
      throw new IllegalStateException("a body in memory cannot be read", e);
    }
  }

  /// An answer that takes too long in all is given up, but not the last one there may be.
  private void tooLong() {
    if (!lane.isLast()) {
      attempt.expire(
          Wait.TOTAL, "its answer was not whole within " + Spell.seconds(provider.waits().total()));
    }
  }

  /// Whether providers are known to say nothing until a large piece is whole: a call, an object.
  private boolean comesInPieces() {
    return !request.tooling().tools().isEmpty() || !(request.format() instanceof Format.Free);
  }

  private Tried asked(Patience patience, Alarm total) throws IOException, InterruptedException {
    Optional<Passthrough> way = provider.dialect().passing(request.api());
    Call call;
    if (way.isPresent()) {
      call = way.get().call(request, errand.body(), model).with(errand.companions());
    } else {
      var uploaded = new ArrayList<byte[]>();
      for (Call upload : provider.dialect().before(request)) {
        switch (provider.ask(attempt, upload)) {
          case Reply.Failed(Failure failure) -> {
            return Tried.of(failure);
          }
          case Reply.Answered(Answer answer) -> {
            try (answer) {
              if (answer.status() != OK) {
                return Tried.of(complaint(answer));
              }
              uploaded.add(body(answer));
            }
          }
        }
      }
      call = provider.dialect().ask(request, model, uploaded);
    }
    return switch (provider.ask(attempt, call)) {
      case Reply.Failed(Failure failure) -> Tried.of(failure);
      case Reply.Answered(Answer answer) -> {
        try (answer) {
          if (answer.status() != OK) {
            yield Tried.of(complaint(answer));
          }
          patience.head();
          Rendition rendition = rendition(way.orElse(null), answer);
          try {
            yield take(answer, rendition, patience, total);
          } finally {
            made(rendition);
          }
        }
      }
    };
  }

  /// What is to be paid if it ends here. A model makes about a token for a piece, and more where
  /// the pieces are large; a plain answer that passes is one piece.
  private void made(Rendition rendition) {
    if (rendition.hasContent()) {
      long letters = rendition.weight() > 0 || request.stream() ? rendition.weight() : taken;
      lane.tab().made(rendition.usage(), Math.max(rendition.made(), Estimate.tokens(letters)));
    }
  }

  private Rendition rendition(@Nullable Passthrough way, Answer answer) {
    String type = headerOf(answer, "Content-Type");
    return way == null
        ? new Translation(
            provider.dialect().reader(request, model, type), errand.writer().apply(errand.stamp()))
        : new Unbroken(way.rendition(request, errand.stamp(), type));
  }

  /// Takes an answer whose head is good. Nothing of it goes out before its model has begun one, and
  /// nothing at all before it is whole where the client wants it at once.
  private Tried take(Answer answer, Rendition rendition, Patience patience, Alarm total) {
    Duration stall = comesInPieces() ? provider.waits().quiet() : provider.waits().stall();
    long before = 0;
    try (var silence = new Silence(attempt, alarms, stall)) {
      while (true) {
        int count = answer.read();
        if (count == Answer.BROKEN) {
          return lost(rendition, answer.failure());
        }
        if (count == Answer.END) {
          rendition.end(out);
        } else {
          taken += count;
          rendition.feed(answer.buffer(), 0, count, out);
        }
        Complaint complaint = complaint(rendition, count == Answer.END);
        if (complaint != null) {
          return broken(rendition, new Trouble.OfAnswer(complaint));
        }
        if (count == Answer.END) {
          return whole(rendition);
        }
        long made = rendition.made();
        if (made > before) {
          before = made;
          patience.close();
          silence.over();
          if (!lane.leads()) {
            return new Tried.Outrun(true);
          }
          if (request.stream() && !out.isEmpty()) {
            total.close();
            begin(rendition);
          }
          if (!passed()) {
            return new Tried.Left("while it was answered");
          }
          silence.begins();
        } else if (!passed()) {
          return new Tried.Left("while it was answered");
        }
      }
    }
  }

  /// Why what has come so far is no answer.
  private @Nullable Complaint complaint(Rendition rendition, boolean ended) {
    Complaint complaint = rendition.complaint();
    if (complaint == null && ended && isEmpty(rendition)) {
      return Complaint.of(Kind.EMPTY, OK, "an answer without anything in it");
    }
    if (complaint == null && request.stream() && !committed && out.length() > MOST_HELD) {
      return Complaint.of(Kind.NONSENSE, OK, "a long answer without anything in it");
    }
    return complaint;
  }

  /// The provider's body is over, and all of it is good.
  private Tried whole(Rendition rendition) {
    if (!lane.leads()) {
      return new Tried.Outrun(true);
    }
    // Told and paid before the client knows, so that its next question finds room.
    made(rendition);
    lane.tab().settle();
    lane.answered();
    boolean heard;
    if (request.stream()) {
      begin(rendition);
      heard = floor.end(out);
    } else {
      heard = floor.whole(rendition.contentType(), out, heading);
    }
    return heard ? new Tried.Answered() : new Tried.Left("while it was answered");
  }

  /// Sends what there is of an answer that has begun; false when the client is gone. Some clients
  /// get a call only when it is whole: as long as nothing went out, somebody else may still answer.
  private boolean passed() {
    return !committed || out.isEmpty() || floor.send(out);
  }

  /// The connection failed. An answer that has had its own end is whole all the same.
  private Tried lost(Rendition rendition, Failure failure) {
    if (!(failure instanceof Failure.Cancelled) && rendition.hasContent()) {
      rendition.end(out);
      if (rendition.complaint() == null) {
        return whole(rendition);
      }
    }
    return broken(rendition, new Trouble.OfWay(failure));
  }

  private void begin(Rendition rendition) {
    if (!committed) {
      committed = true;
      floor.begin(rendition.contentType(), heading);
    }
  }

  /// Whether an answer of nothing is none: Ollama swallows calls that it cannot match, and says
  /// that all is well. After a tool's result there may be nothing left to say.
  private boolean isEmpty(Rendition rendition) {
    return !rendition.hasContent()
        && !request.tooling().tools().isEmpty()
        && !(request.prompt().messages().getLast() instanceof Message.Result);
  }

  private Tried broken(Rendition rendition, Trouble trouble) {
    if (trouble instanceof Trouble.OfWay(Failure.Cancelled _)) {
      return new Tried.Left(committed ? "while it was answered" : "before the answer began");
    }
    if (!committed) {
      return new Tried.Failed(trouble);
    }
    Excuse excuse = Excuse.of(provider.name(), trouble).naming(model, request.model());
    rendition.broken(excuse.status(), excuse.text(), out);
    floor.cut(out);
    return new Tried.Broken(trouble);
  }

  private Complaint complaint(Answer answer) {
    return provider
        .dialect()
        .complaint(answer.status(), name -> headerOf(answer, name), body(answer));
  }

  /// A small body, as much of it as came.
  private static byte[] body(Answer answer) {
    var body = new Bytes();
    while (body.length() < SMALL_BODY) {
      int count = answer.read();
      if (count < 0) {
        break;
      }
      body.append(answer.buffer(), 0, count);
    }
    return body.copy();
  }

  static String headerOf(Answer answer, String name) {
    String value = answer.header(name);
    return value == null ? "" : value;
  }
}
