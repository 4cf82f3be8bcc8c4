package dev.homeport.server;

import dev.homeport.wire.Dialect;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Says what we have to say ourselves, in the dialect of the path.
final class Says {
  private static final HttpField JSON =
      new HttpField(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
  private static final HttpField NEVER_STORED = new HttpField(HttpHeader.CACHE_CONTROL, "no-store");

  private Says() {}

  /// An error.
  static void error(
      Request request,
      Response response,
      String path,
      int status,
      String text,
      String id,
      Callback callback) {
    response.setStatus(status);
    HttpFields.Mutable fields = response.getHeaders();
    fields.put(JSON);
    fields.put(NEVER_STORED);
    byte[] body = Dialect.of(path).error(status, text, id);
    fields.put(HttpHeader.CONTENT_LENGTH, body.length);
    boolean head = request.getMethod().equals("HEAD");
    response.write(true, head ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body), callback);
  }

  /// What Jetty itself finds wrong with a request, before it is one.
  static boolean unreadable(Request request, Response response, Callback callback) {
    Object status = request.getAttribute(ErrorHandler.ERROR_STATUS);
    int code = status instanceof Integer known ? known : 500;
    String path = request.getHttpURI().getPath();
    error(request, response, path == null ? "/" : path, code, textFor(code, request), "", callback);
    return true;
  }

  private static String textFor(int code, Request request) {
    Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
    String said = message instanceof String text ? text : null;
    return switch (code) {
      case 408 -> "the request came too slowly";
      case 414 -> "the address is too long (limits.header)";
      case 431 -> "the head of the request is too large (limits.header)";
      case 500 -> "Homeport failed here; its log says why";
      default -> code < 500 ? "not a request that we can read" + because(said) : "cannot answer";
    };
  }

  private static String because(@Nullable String said) {
    return said == null || said.isBlank() ? "" : ": " + said;
  }
}
