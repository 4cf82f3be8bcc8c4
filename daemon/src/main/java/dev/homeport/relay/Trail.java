package dev.homeport.relay;

import dev.homeport.wire.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Who has been asked for one request so far, as the answer's head tells it.
public final class Trail {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final StringBuilder attempts = new StringBuilder();
  private final StringBuilder timing = new StringBuilder();
  private final Set<String> failed = new HashSet<>();

  /// A provider was asked in vain.
  void failed(String provider, String word, long nanos) {
    failed.add(provider);
    add(provider, word + ";dur=" + nanos / NANOS_PER_MILLI, nanos);
  }

  /// The head of the answer that this provider gives.
  ///
  /// @param fallback whether somebody else was to give it
  List<Field> answering(String provider, long nanos, boolean fallback) {
    add(provider, "ok", nanos);
    var fields = new ArrayList<Field>(4);
    fields.add(new Field("Homeport-Provider", provider));
    fields.add(new Field("Homeport-Fallback", Boolean.toString(fallback)));
    fields.addAll(soFar());
    return fields;
  }

  /// Who was asked in vain so far.
  List<Field> soFar() {
    return attempts.isEmpty()
        ? List.of()
        : List.of(
            new Field("Homeport-Attempts", attempts.toString()),
            new Field("Server-Timing", timing.toString()));
  }

  /// Who was asked in vain, for the head of an error.
  public List<Field> fields() {
    var fields = new ArrayList<Field>(3);
    fields.add(new Field("Homeport-Fallback", Boolean.toString(failed.size() > 1)));
    fields.addAll(soFar());
    return fields;
  }

  private void add(String provider, String what, long nanos) {
    attempts.append(attempts.isEmpty() ? "" : ", ").append(provider).append(';').append(what);
    timing
        .append(timing.isEmpty() ? "" : ", ")
        .append(provider)
        .append(";dur=")
        .append(nanos / NANOS_PER_MILLI);
  }
}
