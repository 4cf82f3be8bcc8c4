package dev.homeport.upstream.gigachat;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.RetryHint;
import dev.homeport.dialect.gigachat.Scope;
import dev.homeport.dialect.gigachat.Token;
import dev.homeport.failure.Failure.Wait;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Question;
import dev.homeport.upstream.Reply;
import dev.homeport.wire.frame.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// The service that gives tokens, reached over HTTP.
public final class HttpTokenDoor implements TokenDoor {
  private static final String USUAL_PATH = "/api/v2/oauth";
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final int LARGEST = 64 * 1024;

  private final HttpUpstream upstream;
  private final String target;
  private final String credentials;
  private final Scope scope;
  private final RetryHint hint;
  private final Alarms alarms;

  /// The attempt that is out; guarded by `this`, as is `closed`.
  private @Nullable Attempt attempt;

  private boolean closed;

  /// The door at this address.
  ///
  /// @param address with the path, without it the usual one is meant
  /// @param trust nothing where Java's own will do
  /// @param credentials `client_id:client_secret`, or the Base64 of it
  public HttpTokenDoor(
      URI address,
      @Nullable SSLSocketFactory trust,
      String credentials,
      Scope scope,
      Ticker ticker,
      WallClock wall,
      Alarms alarms) {
    String path = address.getRawPath();
    this.target = path == null || path.length() < 2 ? USUAL_PATH : path;
    URI base = URI.create(address.getScheme() + "://" + address.getRawAuthority());
    this.upstream = new HttpUpstream(base, base.getRawAuthority(), ticker, trust, CONNECT);
    this.hint = new RetryHint(wall);
    this.credentials = credentials;
    this.scope = scope;
    this.alarms = alarms;
  }

  /// Asks for a token, and waits for it no longer than a quarter of a minute.
  @Override
  public Token.Outcome ask() {
    Attempt asking = upstream.attempt();
    synchronized (this) {
      if (closed) {
        return none("it is stopped");
      }
      attempt = asking;
    }
    try (var _ =
        alarms.in(
            LIMIT,
            () -> asking.expire(Wait.TOTAL, "no token within " + LIMIT.toSeconds() + " s"))) {
      Call call = Token.question(target, credentials, scope, UUID.randomUUID());
      var question = new Question(call.method(), call.target(), call.headers(), call.body());
      return switch (asking.ask(question)) {
        case Reply.Failed(var failure) -> none(failure.why());
        case Reply.Answered(Answer answer) -> {
          try (answer) {
            yield read(answer);
          }
        }
      };
    }
  }

  private Token.Outcome read(Answer answer) {
    var body = new Bytes();
    while (body.length() < LARGEST) {
      int count = answer.read();
      if (count == Answer.END) {
        return Token.read(answer.status(), hint.of(name -> header(answer, name), ""), body.copy());
      }
      if (count == Answer.BROKEN) {
        return none(answer.failure().why());
      }
      body.append(answer.buffer(), 0, count);
    }
    return none("the answer is larger than any token");
  }

  private static String header(Answer answer, String name) {
    String value = answer.header(name);
    return value == null ? "" : value;
  }

  private static Token.Outcome none(String why) {
    return new Token.Outcome.Refused(Complaint.of(Kind.SERVER, 0, why));
  }

  @Override
  public void close() {
    Attempt last;
    synchronized (this) {
      closed = true;
      last = attempt;
    }
    if (last != null) {
      last.cancel();
    }
    upstream.stop();
  }
}
