package dev.homeport.relay;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
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
import dev.homeport.routing.Leg;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.Provider;
import dev.homeport.upstream.Reply;
import dev.homeport.upstream.Waits;
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
  private final Provider provider;
  private final String model;
  private final Attempt attempt;
  private final Alarms alarms;
  private final Delivery delivery;
  private final Supplier<List<Field>> heading;
  private final Bytes out = new Bytes();

  private boolean committed;

  /// @param heading what the head of the answer says about its way, asked once
  Asking(
      Errand errand,
      Provider provider,
      Leg leg,
      Alarms alarms,
      Delivery delivery,
      Supplier<List<Field>> heading) {
    this.errand = errand;
    this.request = leg.fit(errand.request());
    this.provider = provider;
    this.model = leg.model();
    this.attempt = provider.attempt();
    this.alarms = alarms;
    this.delivery = delivery;
    this.heading = heading;
  }

  /// Asks, and returns when nothing of it is left.
  Tried run() throws InterruptedException {
    delivery.onLeaving(attempt::cancel);
    try {
      return request.stream() ? streamed() : plain();
    } catch (IOException e) {
      throw new IllegalStateException("a body in memory cannot be read", e);
    }
  }

  /// Who says that its model loads has the time that loading takes, and the time for a first token
  /// after it.
  private Tried streamed() throws IOException, InterruptedException {
    Waits waits = provider.waits();
    Duration first = comesInPieces() ? waits.quiet() : waits.firstToken();
    try (Alarm alarm = alarm(first, "it said nothing within ")) {
      attempt.onNews(
          standing -> {
            if (standing.startsWith("loading")) {
              alarm.putOff(waits.loading());
            } else if (standing.startsWith("running")) {
              alarm.putOff(first);
            }
          });
      return asked(open -> stream(open, alarm));
    }
  }

  /// Whether providers are known to say nothing until a large piece is whole: a call, an object.
  private boolean comesInPieces() {
    return !request.tooling().tools().isEmpty() || !(request.format() instanceof Format.Free);
  }

  private Tried plain() throws IOException, InterruptedException {
    try (Alarm _ = alarm(provider.waits().total(), "its answer was not whole within ")) {
      return asked(this::whole);
    }
  }

  private Alarm alarm(Duration time, String why) {
    return alarms.in(time, () -> attempt.expire(Wait.TOTAL, why + time.toMillis() / 1000.0 + " s"));
  }

  /// Takes an answer from its head on.
  private interface Taking {
    Tried take(Open open);
  }

  /// An answer whose head is good, and what becomes of it.
  private record Open(Answer answer, Rendition rendition) {}

  private Tried asked(Taking taking) throws IOException, InterruptedException {
    Optional<Passthrough> way = provider.dialect().passing(request.api());
    Call call;
    if (way.isPresent()) {
      call = way.get().call(request, errand.body(), model).with(errand.companions());
    } else {
      var uploaded = new ArrayList<byte[]>();
      for (Call upload : provider.dialect().before(request)) {
        switch (provider.ask(attempt, upload)) {
          case Reply.Failed(Failure failure) -> {
            return failed(failure);
          }
          case Reply.Answered(Answer answer) -> {
            try (answer) {
              if (answer.status() != OK) {
                return failed(complaint(answer));
              }
              uploaded.add(body(answer));
            }
          }
        }
      }
      call = provider.dialect().ask(request, model, uploaded);
    }
    return switch (provider.ask(attempt, call)) {
      case Reply.Failed(Failure failure) -> failed(failure);
      case Reply.Answered(Answer answer) -> {
        try (answer) {
          yield answer.status() == OK
              ? taking.take(new Open(answer, rendition(way.orElse(null), answer)))
              : failed(complaint(answer));
        }
      }
    };
  }

  private Rendition rendition(@Nullable Passthrough way, Answer answer) {
    String type = headerOf(answer, "Content-Type");
    return way == null
        ? new Translation(
            provider.dialect().reader(request, model, type), errand.writer().apply(errand.stamp()))
        : new Unbroken(way.rendition(request, errand.stamp(), type));
  }

  private Tried stream(Open open, Alarm first) {
    Rendition rendition = open.rendition();
    Waits waits = provider.waits();
    Duration stall = comesInPieces() ? waits.quiet() : waits.stall();
    long before = 0;
    try (var silence = new Silence(attempt, alarms, stall)) {
      while (true) {
        int count = open.answer().read();
        if (count == Answer.BROKEN) {
          return lost(rendition, open.answer().failure());
        }
        if (count == Answer.END) {
          rendition.end(out);
        } else {
          rendition.feed(open.answer().buffer(), 0, count, out);
        }
        delivery.used(rendition.usage());
        Complaint complaint = rendition.complaint();
        if (complaint == null && count == Answer.END && isEmpty(rendition)) {
          complaint = Complaint.of(Kind.EMPTY, OK, "an answer without anything in it");
        }
        if (complaint == null && !committed && out.length() > MOST_HELD) {
          complaint = Complaint.of(Kind.NONSENSE, OK, "a long answer without anything in it");
        }
        if (complaint != null) {
          return broken(rendition, new Trouble.OfAnswer(complaint));
        }
        if (count == Answer.END) {
          begin(rendition);
          return delivery.end(out) ? new Tried.Answered() : new Tried.Left("while it was answered");
        }
        long made = rendition.made();
        if (rendition.hasContent() && (made > before || !out.isEmpty())) {
          before = made;
          first.close();
          silence.over();
          if (!passed(rendition)) {
            return new Tried.Left("while it was answered");
          }
          silence.begins();
        }
      }
    }
  }

  /// Sends what there is; false when the client is gone. Some clients get a call only when it is
  /// whole: as long as nothing went out, somebody else may still answer.
  private boolean passed(Rendition rendition) {
    if (out.isEmpty()) {
      return true;
    }
    begin(rendition);
    return delivery.send(out);
  }

  /// The connection failed. An answer that has had its own end is whole all the same.
  private Tried lost(Rendition rendition, Failure failure) {
    if (committed && !(failure instanceof Failure.Cancelled)) {
      rendition.end(out);
      delivery.used(rendition.usage());
      if (rendition.complaint() == null) {
        return delivery.end(out) ? new Tried.Answered() : new Tried.Left("while it was answered");
      }
    }
    return broken(rendition, new Trouble.OfWay(failure));
  }

  private void begin(Rendition rendition) {
    if (!committed) {
      committed = true;
      delivery.head(rendition.contentType(), heading.get());
    }
  }

  private Tried whole(Open open) {
    Rendition rendition = open.rendition();
    int count = open.answer().read();
    while (count >= 0) {
      rendition.feed(open.answer().buffer(), 0, count, out);
      if (rendition.complaint() != null) {
        break;
      }
      count = open.answer().read();
    }
    if (count == Answer.BROKEN) {
      return failed(open.answer().failure());
    }
    rendition.end(out);
    delivery.used(rendition.usage());
    Complaint complaint = rendition.complaint();
    if (complaint != null) {
      return failed(complaint);
    }
    if (isEmpty(rendition)) {
      return failed(Complaint.of(Kind.EMPTY, OK, "an answer without anything in it"));
    }
    return delivery.whole(rendition.contentType(), out, heading.get())
        ? new Tried.Answered()
        : new Tried.Left("while it was answered");
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
      return new Tried.Failed(provider.name(), trouble);
    }
    Excuse excuse = Excuse.of(provider.name(), trouble).naming(model, request.model());
    rendition.broken(excuse.status(), excuse.text(), out);
    delivery.cut(out);
    return new Tried.Broken(provider.name(), trouble);
  }

  private Tried failed(Failure failure) {
    return Tried.of(provider.name(), failure);
  }

  private Tried failed(Complaint complaint) {
    return Tried.of(provider.name(), complaint);
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
