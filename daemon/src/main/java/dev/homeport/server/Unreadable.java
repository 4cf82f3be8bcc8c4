package dev.homeport.server;

import dev.homeport.journal.Event.Outcome;
import dev.homeport.journal.Event.RequestEnded;
import dev.homeport.wire.Dialect;
import java.time.Duration;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// What Jetty itself finds wrong with a request, before it comes to the door: told in the dialect
/// of the path, and in a line of the journal like every other.
final class Unreadable implements Request.Handler {
  private final Desk desk;
  private final HttpField instance;

  Unreadable(Desk desk, HttpField instance) {
    this.desk = desk;
    this.instance = instance;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Object status = request.getAttribute(ErrorHandler.ERROR_STATUS);
    int code = status instanceof Integer known ? known : 500;
    String path = request.getHttpURI().getPath();
    String id = RequestId.of(request.getHeaders().get("X-Request-Id"));
    String text = textFor(code, request);
    response.getHeaders().put(instance);
    response.getHeaders().put("X-Request-Id", id);
    if (request.getAttribute(Door.VISIT) == null && !isGivenUp(request)) {
      desk.journal().tell(ended(id, Visit.methodOf(request.getMethod()), code, text));
    }
    if (isTheirs(code)) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    byte[] body = Dialect.of(path == null ? "/" : path).error(code, text, id);
    Says.error(request, response, code, body, callback);
    return true;
  }

  /// Whether it was told already that its head came too slowly.
  private static boolean isGivenUp(Request request) {
    return Visit.endPointOf(request) instanceof WatchedEndPoint client && client.isGivenUp();
  }

  /// Whether the request is to blame, and its connection with it.
  private static boolean isTheirs(int code) {
    return code < 500 || code == 501 || code == 505;
  }

  /// The line of a request that never was one.
  static RequestEnded ended(String id, String method, int code, String text) {
    return new RequestEnded(
        id,
        null,
        method,
        "-",
        null,
        null,
        null,
        null,
        code,
        isTheirs(code) || code == 503 ? Outcome.REFUSED : Outcome.FAILED,
        text,
        0,
        0,
        Duration.ZERO,
        null,
        Duration.ZERO,
        null);
  }

  private static String textFor(int code, Request request) {
    Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
    String said = message instanceof String text ? text : null;
    return switch (code) {
      case 408 -> "the request came too slowly";
      case 414 -> "the address is too long (limits.header)";
      case 431 -> "the head of the request is too large (limits.header)";
      case 503 -> "too many requests come at once; try again in a moment";
      case 505 -> "only HTTP/1.1 and HTTP/1.0 are spoken here";
      case 500 -> "Homeport failed here; its log says why";
      default -> code < 500 ? "not a request that we can read" + because(said) : "cannot answer";
    };
  }

  private static String because(@Nullable String said) {
    return said == null || said.isBlank() ? "" : ": " + said;
  }
}
