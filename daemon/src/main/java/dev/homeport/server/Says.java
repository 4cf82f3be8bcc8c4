package dev.homeport.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// Says what we have to say ourselves, in the dialect of the path.
final class Says {
  private static final HttpField JSON =
      new HttpField(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
  private static final HttpField NEVER_STORED = new HttpField(HttpHeader.CACHE_CONTROL, "no-store");

  private Says() {}

  /// An error with this body.
  static void error(
      Request request, Response response, int status, byte[] body, Callback callback) {
    response.setStatus(status);
    HttpFields.Mutable fields = response.getHeaders();
    fields.put(JSON);
    fields.put(NEVER_STORED);
    fields.put(HttpHeader.CONTENT_LENGTH, body.length);
    boolean head = request.getMethod().equals("HEAD");
    response.write(true, head ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(body), callback);
  }
}
