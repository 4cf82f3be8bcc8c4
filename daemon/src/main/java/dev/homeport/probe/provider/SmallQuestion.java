package dev.homeport.probe.provider;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Sampling;
import dev.homeport.chat.Tooling;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Wait;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Alarms.Alarm;
import dev.homeport.probe.Outstanding;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.Provider;
import dev.homeport.upstream.Reply;
import dev.homeport.upstream.Waits;
import dev.homeport.verdict.Trouble;
import dev.homeport.wire.frame.Bytes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The smallest question that only a model can answer. Its answer is not waited for: the first
/// token of it is all that is wanted.
///
/// It says nothing of the context or of the time that a model stays in memory, so that none is
/// loaded anew for it (cases.md J4). One thread asks; [#close] may come from any.
final class SmallQuestion implements AutoCloseable {
  /// Fewer are an error to models that think first (cases.md J3).
  private static final long FEW_TOKENS = 16;

  private static final int OK = 200;
  private static final int SMALL_BODY = 256 * 1024;
  private static final int MOST_WITHOUT_CONTENT = 1024 * 1024;

  /// What was heard.
  sealed interface Heard {
    /// The model answers.
    record Token() implements Heard {}

    /// There is no answer.
    record Failed(Trouble trouble) implements Heard {}

    /// We were closed.
    record Stopped() implements Heard {}
  }

  private final Provider provider;
  private final boolean isOllama;
  private final Alarms alarms;
  private final Outstanding outstanding = new Outstanding();

  /// What is waited for just now; the daemon's news change it while the asking thread waits.
  private volatile Wait limit = Wait.FIRST_TOKEN;

  SmallQuestion(Watched watched, Alarms alarms) {
    this.provider = watched.provider();
    this.isOllama = watched.source().isOllama();
    this.alarms = alarms;
  }

  /// Asks, and returns when it is known whether there is an answer. Who says that it loads the
  /// model has the time that loading takes, as has who would say nothing: to leave would end the
  /// load.
  ///
  /// @param loads whether the model has to be loaded first
  Heard ask(String model, boolean loads) throws InterruptedException {
    Attempt attempt = provider.attempt();
    if (!outstanding.begin(attempt)) {
      return new Heard.Stopped();
    }
    Waits waits = provider.waits();
    Runnable late = () -> attempt.expire(limit, "a small question was not answered in time");
    limit = loads ? Wait.LOADING : Wait.FIRST_TOKEN;
    try (Alarm alarm = alarms.in(time(waits), late)) {
      attempt.onNews(
          standing -> {
            limit = waitAt(standing);
            alarm.ringIn(time(waits));
          });
      ChatRequest request = request(model);
      ProviderDialect dialect = provider.dialect();
      return switch (provider.ask(attempt, dialect.ask(request, model, List.of()))) {
        case Reply.Failed(Failure failure) -> nothing(failure);
        case Reply.Answered(Answer answer) -> {
          try (answer) {
            yield answer.status() == OK
                ? read(answer, dialect.reader(request, model, header(answer, "Content-Type")))
                : failed(complaint(answer));
          }
        }
      };
    } finally {
      outstanding.end();
    }
  }

  private Duration time(Waits waits) {
    return limit == Wait.LOADING ? waits.loading() : waits.firstToken();
  }

  /// What is waited for where a daemon of ours says this of the question.
  private static Wait waitAt(String standing) {
    return standing.startsWith("loading")
        ? Wait.LOADING
        : standing.startsWith("queued") ? Wait.QUEUE : Wait.FIRST_TOKEN;
  }

  private ChatRequest request(String model) {
    long tokens = isOllama ? 1 : FEW_TOKENS;
    return new ChatRequest(
        Api.OPENAI_CHAT,
        model,
        new Prompt.Conversation(List.of(Message.User.saying("hi"))),
        Tooling.NONE,
        new Format.Free(),
        new Sampling(null, null, null, null, null, null, null, null, tokens, List.of()),
        null,
        null,
        null,
        true,
        null);
  }

  private static Heard read(Answer answer, AnswerReader reader) {
    var ear = new Ear();
    long come = 0;
    while (come <= MOST_WITHOUT_CONTENT) {
      int count = answer.read();
      if (count == Answer.BROKEN) {
        return nothing(answer.failure());
      }
      if (count == Answer.END) {
        reader.end(ear::take);
        Heard last = ear.first;
        return last == null ? failed(Complaint.of(Kind.CUT, OK, "it ended at once")) : last;
      }
      reader.feed(answer.buffer(), 0, count, ear::take);
      Heard heard = ear.first;
      if (heard != null) {
        return heard;
      }
      come += count;
    }
    return failed(Complaint.of(Kind.NONSENSE, OK, "much, and nothing in it"));
  }

  /// Hears the first thing of an answer that means something.
  private static final class Ear {
    private @Nullable Heard first;

    void take(Piece piece) {
      if (first == null) {
        if (piece instanceof Piece.Failed(Complaint complaint)) {
          first = failed(complaint);
        } else if (piece.isContent() || piece instanceof Piece.Finished) {
          first = new Heard.Token();
        }
      }
    }
  }

  private Complaint complaint(Answer answer) {
    var body = new Bytes();
    while (body.length() < SMALL_BODY) {
      int count = answer.read();
      if (count < 0) {
        break;
      }
      body.append(answer.buffer(), 0, count);
    }
    return provider.dialect().complaint(answer.status(), name -> header(answer, name), body.copy());
  }

  private static String header(Answer answer, String name) {
    String value = answer.header(name);
    return value == null ? "" : value;
  }

  private static Heard failed(Complaint complaint) {
    return new Heard.Failed(new Trouble.OfAnswer(complaint));
  }

  private static Heard nothing(Failure failure) {
    return failure instanceof Failure.Cancelled
        ? new Heard.Stopped()
        : new Heard.Failed(new Trouble.OfWay(failure));
  }

  @Override
  public void close() {
    outstanding.close();
  }
}
