package dev.homeport.dialect.responses.written;

import dev.homeport.wire.frame.Bytes;

/// The events of an answer, numbered from 0. An answer that is one object has none: they are
/// forgotten.
final class Events {
  private final boolean told;
  private final Bytes forgotten = new Bytes();
  private Bytes out = forgotten;
  private long number;

  Events(boolean told) {
    this.told = told;
  }

  /// Those from now on are written there.
  void to(Bytes where) {
    out = told ? where : forgotten;
  }

  /// Begins one; its fields follow, with a comma before each.
  Bytes begin(String type) {
    forgotten.clear();
    return out.append("event: ")
        .append(type)
        .append("\ndata: {\"type\":\"")
        .append(type)
        .append("\",\"sequence_number\":")
        .number(number++);
  }

  /// Ends it with this as its last value.
  void end(Bytes last) {
    out.append(last.array(), 0, last.length());
    end();
  }

  void end() {
    out.append("}\n\n");
  }
}
