package dev.homeport.dialect.responses.written;

import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.responses.heard.Echo;
import dev.homeport.wire.frame.Bytes;
import org.jspecify.annotations.Nullable;

/// The object that an answer is, at whatever time.
record ResponseObject(String model, AnswerStamp stamp, Echo echo) {
  private static final Bytes NONE = new Bytes().append("null");

  /// While it is made.
  Bytes begun() {
    return object("in_progress", "null", "null", new Bytes(), NONE);
  }

  /// When all of it is there.
  ///
  /// @param incompleteness why it is shorter than it would have been, nothing where it is not
  Bytes whole(@Nullable String incompleteness, Bytes output, Bytes usage) {
    return incompleteness == null
        ? object("completed", "null", "null", output, usage)
        : object("incomplete", "{\"reason\":\"" + incompleteness + "\"}", "null", output, usage);
  }

  /// When no more of it will be.
  Bytes failed(int status, String text, Bytes output) {
    var error = new Bytes().append("{\"code\":").quoted(code(status)).append(",\"message\":");
    return object("failed", "null", error.quoted(text).append("}").toString(), output, NONE);
  }

  private static String code(int status) {
    return status == 429 ? "rate_limit_exceeded" : "server_error";
  }

  private Bytes object(
      String status, String incompleteDetails, String error, Bytes output, Bytes usage) {
    var object =
        new Bytes()
            .append("{\"id\":")
            .quoted("resp_" + stamp.id())
            .append(",\"object\":\"response\",\"created_at\":")
            .number(stamp.created().getEpochSecond())
            .append(",\"status\":\"")
            .append(status)
            .append("\",\"background\":false,\"completed_at\":");
    if (status.equals("completed")) {
      object.number(stamp.created().plusNanos(stamp.elapsedNanos().getAsLong()).getEpochSecond());
    } else {
      object.append("null");
    }
    return object
        .append(",\"error\":")
        .append(error)
        .append(",\"incomplete_details\":")
        .append(incompleteDetails)
        .append(",\"model\":")
        .quoted(model)
        .append(",\"output\":[")
        .append(output.array(), 0, output.length())
        .append("],\"previous_response_id\":null,\"service_tier\":\"default\",\"store\":false")
        .append(",\"usage\":")
        .append(usage.array(), 0, usage.length())
        .append(echo.fields())
        .append("}");
  }
}
