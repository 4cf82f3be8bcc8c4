package dev.homeport.server;

import dev.homeport.access.Key;
import dev.homeport.journal.Ending;
import dev.homeport.journal.Event.Charge;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.journal.Event.RequestEnded;
import dev.homeport.journal.Event.Tokens;
import dev.homeport.wire.Dialect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// One request from its arrival to its line in the journal. Used by the thread that handles it.
final class Visit {
  private static final int LONGEST_METHOD = 16;
  private static final int LONGEST_USER = 128;

  /// No model that anybody has is called longer than this.
  private static final int LONGEST_MODEL = 300;

  /// A text of ours is shorter; one that is not says again what a client sent.
  private static final int LONGEST_TEXT = 2000;

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final WatchedEndPoint endPoint;
  private final String path;
  private final String id;
  private final Desk desk;
  private final long cameNanos;

  /// Hears when the client leaves, once an answer is being made; read by who cuts it off.
  private volatile @Nullable ClientWatch watch;

  /// Why it was cut off by us, where it was; written by another thread.
  private volatile @Nullable String cutOff;

  private @Nullable Key key;
  private String route = "-";
  private @Nullable String model;
  private @Nullable String provider;
  private @Nullable String user;
  private @Nullable Tokens tokens;
  private @Nullable Charge charge;
  private long estimated;
  private long bytesIn;

  /// Whether its line is in the journal.
  private boolean told;

  /// Whether it has given back what it holds of the server.
  private boolean left;

  Visit(Request request, Response response, Callback callback, String path, String id, Desk desk) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.endPoint = (WatchedEndPoint) endPointOf(request);
    this.path = path;
    this.id = id;
    this.desk = desk;
    this.cameNanos = desk.ticker().nanoTime();
  }

  static EndPoint endPointOf(Request request) {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }

  Request request() {
    return request;
  }

  Response response() {
    return response;
  }

  String path() {
    return path;
  }

  String id() {
    return id;
  }

  @Nullable Key key() {
    return key;
  }

  long cameNanos() {
    return cameNanos;
  }

  void by(@Nullable Key known) {
    key = known;
  }

  void route(String known) {
    route = known;
  }

  void wants(@Nullable String named) {
    model = named == null ? null : shortened(named, LONGEST_MODEL);
  }

  void answeredBy(@Nullable String name) {
    provider = name;
  }

  void used(@Nullable Tokens counted) {
    tokens = counted;
  }

  /// About how many tokens it used, where nobody counted.
  void estimated(long about) {
    estimated = about;
  }

  /// How many tokens it used, of the prompt and of the answer, as well as that is known.
  long tokens() {
    Tokens counted = tokens;
    return counted == null ? estimated : counted.prompt() + counted.answer();
  }

  /// Somebody for whom the key's holder asks.
  void behalf(@Nullable String known) {
    user =
        known == null || known.length() <= LONGEST_USER ? known : known.substring(0, LONGEST_USER);
  }

  @Nullable String user() {
    return user;
  }

  /// What a question to others came to.
  void charged(@Nullable Charge known) {
    charge = known;
  }

  void brought(long bytes) {
    bytesIn = bytes;
  }

  void begin() {
    endPoint.beginRequest();
    desk.inFlight().begin(this);
  }

  /// From here on the departure of the client is noticed.
  ClientAnswer answer() {
    var leaving = new ClientWatch(cameNanos);
    watch = leaving;
    endPoint.watch(leaving);
    if (cutOff != null) {
      boolean _ = leaving.left();
    }
    return new ClientAnswer(request, response, endPoint, leaving);
  }

  /// Whether it came from the Internet by Tailscale's Funnel, as tailscaled says; it takes the
  /// header off what others send.
  boolean isFunnelled() {
    return "?1".equals(request.getHeaders().get("Tailscale-Funnel-Request"));
  }

  /// Ends it as a cut, as if its client had left; false where that was done before. One thread does
  /// this, while another handles the request.
  boolean cutOff(String why) {
    if (cutOff != null) {
      return false;
    }
    cutOff = why;
    ClientWatch known = watch;
    if (known != null) {
      boolean _ = known.left();
    }
    return true;
  }

  /// Asks the client to come again, where that may help.
  void retryAfter(int seconds) {
    if (seconds > 0) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
    }
  }

  /// Says no, in the dialect of the path.
  void refuse(int status, String text, String cause) {
    refuse(status, text, null, cause);
  }

  /// The same, where the dialect has a place for which parameter is wrong.
  void refuse(int status, String text, @Nullable String parameter, String cause) {
    tell(status, Outcome.REFUSED, cause, null);
    say(status, text, parameter, ending());
  }

  private void say(int status, String text, @Nullable String parameter, Callback then) {
    byte[] body = Dialect.of(path).error(status, shortened(text, LONGEST_TEXT), parameter, id);
    Says.error(request, response, status, body, then);
  }

  /// Says no without having taken the body: what has come of it is thrown away, and where more is
  /// to come, the connection ends after the answer.
  void turnAway(int status, String text, String cause, Intake intake) throws InterruptedException {
    if (intake.skim(request)) {
      refuse(status, text, cause);
      return;
    }
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    tell(status, Outcome.REFUSED, cause, null);
    var said = new Completion();
    said.begin();
    say(status, text, null, said);
    if (said.await()) {
      intake.linger(request, key != null);
    }
    ending().succeeded();
  }

  /// The body never came whole.
  void broken(boolean malformed) {
    if (malformed) {
      refuse(400, "the body's framing is broken", "broken framing");
    } else {
      tell(499, Outcome.LEFT, "the client left while it sent its body", null);
      giveUp("the client left");
    }
  }

  /// Answers with a status alone.
  void say(int status) {
    response.setStatus(status);
    tell(status, Outcome.ANSWERED, null, null);
    response.write(true, null, ending());
  }

  /// Answers with a text of our own.
  void show(String type, String text) {
    show(type, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Answers with a body of our own.
  void show(String type, byte[] body) {
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    tell(200, Outcome.ANSWERED, null, null);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    boolean head = request.getMethod().equals("HEAD");
    response.write(true, head ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body), ending());
  }

  /// The way through the front is over.
  void end(Ending ending) {
    switch (ending) {
      case Ending.Answered(int status, var course) -> {
        tell(status, Outcome.ANSWERED, null, course);
        ending().succeeded();
      }
      case Ending.Refused(int status, String text, int retry, var course) -> {
        retryAfter(retry);
        tell(status, Outcome.REFUSED, text, course);
        say(status, text, null, ending());
      }
      case Ending.Failed(int status, String text, var course) -> {
        tell(status, Outcome.FAILED, text, course);
        say(status, text, null, ending());
      }
      case Ending.Left(String when, var course) -> {
        String ours = desk.inFlight().isCut() ? "this Homeport stopped" : cutOff;
        tell(
            499,
            ours == null ? Outcome.LEFT : Outcome.CUT,
            (ours == null ? "the client left" : ours) + " " + when,
            course);
        giveUp("the client left");
      }
      case Ending.Cut(int status, String cause, var course) -> {
        tell(status, Outcome.CUT, cause, course);
        giveUp("cut");
      }
    }
  }

  /// Nothing can be said any more: the connection ends, and Jetty says nothing about it either, for
  /// who only stopped sending would hear that we failed.
  private void giveUp(String why) {
    request.setAttribute(Door.VISIT, this);
    endPoint.close();
    ending().failed(new EofException(why));
  }

  /// A bug of ours broke it off. Jetty says so, in our words, and logs where.
  void failed() {
    request.setAttribute(Door.VISIT, this);
    if (!told) {
      tell(500, Outcome.FAILED, "Homeport failed here; its log says why", null);
    }
    leave();
  }

  /// What ends the request for Jetty. The socket is nobody's before that, because the next request
  /// may begin within the call.
  Callback ending() {
    return new Callback.Nested(callback) {
      @Override
      public void succeeded() {
        leave();
        super.succeeded();
      }

      @Override
      public void failed(Throwable cause) {
        leave();
        super.failed(cause);
      }
    };
  }

  private void leave() {
    if (!left) {
      left = true;
      endPoint.endRequest();
      desk.inFlight().end(this);
    }
  }

  /// The end of a page of our own.
  void shown(int status) {
    tell(status, Outcome.ANSWERED, null, null);
  }

  /// A method as it may stand in the journal: any client may make one up, of any length.
  static String methodOf(String method) {
    return shortened(method, LONGEST_METHOD);
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }

  private void tell(
      int status, Outcome outcome, @Nullable String cause, Ending.@Nullable Course course) {
    told = true;
    Long first = course == null ? null : course.firstByteNanos();
    Key known = key;
    desk.journal()
        .tell(
            new RequestEnded(
                id,
                known == null ? null : known.name(),
                methodOf(request.getMethod()),
                route,
                model,
                provider,
                user,
                tokens,
                status,
                outcome,
                cause == null ? null : shortened(cause, LONGEST_TEXT),
                bytesIn,
                course == null ? 0 : course.bytes(),
                course == null ? Duration.ZERO : course.queued(),
                first == null ? null : Duration.ofNanos(first - cameNanos),
                Duration.ofNanos(desk.ticker().nanoTime() - cameNanos),
                charge));
  }
}
