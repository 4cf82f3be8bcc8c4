package dev.homeport.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.dialect.RetryHint;
import dev.homeport.failure.Failure.Wait;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Question;
import dev.homeport.upstream.Reply;
import dev.homeport.wire.Field;
import dev.homeport.wire.Payload;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A target that is reached over HTTP. A redirect is not followed: what is sent there is meant for
/// nobody else.
final class Post {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int GOOD = 200;
  private static final int REDIRECT = 300;
  private static final int WRONG = 400;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int BROKEN = 500;
  private static final List<Field> HEADERS =
      List.of(new Field("Content-Type", "application/json"), new Field("User-Agent", "Homeport"));

  private final HttpUpstream upstream;
  private final String target;
  private final RetryHint hint;

  /// The target at this URL.
  Post(URI url, Ticker ticker, WallClock wall) {
    URI base = URI.create(url.getScheme() + "://" + url.getRawAuthority());
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    this.upstream = new HttpUpstream(base, base.getRawAuthority(), ticker, null, CONNECT);
    this.target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    this.hint = new RetryHint(wall);
  }

  /// A try to send this body.
  Delivery delivery(String body) {
    Attempt attempt = upstream.attempt();
    var question = new Question("POST", target, HEADERS, Payload.of(body.getBytes(UTF_8)));
    return new Delivery() {
      @Override
      public Sent run() {
        return switch (attempt.ask(question)) {
          case Reply.Failed(var failure) ->
              new Sent.Later(failure.word() + ": " + failure.why(), null);
          case Reply.Answered(Answer answer) -> {
            try (answer) {
              yield judged(answer.status(), hint.of(name -> header(answer, name), ""));
            }
          }
        };
      }

      @Override
      public void expire() {
        attempt.expire(Wait.TOTAL, "no answer within " + Mailbox.LIMIT.toSeconds() + " s");
      }
    };
  }

  private static Sent judged(int status, @Nullable Duration after) {
    String why = "it answers " + status;
    if (status >= GOOD && status < REDIRECT) {
      return new Sent.Done();
    }
    if (status < WRONG) {
      return new Sent.Never(why + ", a redirect, which is not followed");
    }
    return status >= BROKEN || status == TIMEOUT || status == TOO_MANY
        ? new Sent.Later(why, after)
        : new Sent.Never(why);
  }

  private static String header(Answer answer, String name) {
    String value = answer.header(name);
    return value == null ? "" : value;
  }

  /// Closes what is kept open.
  void close() {
    upstream.stop();
  }
}
