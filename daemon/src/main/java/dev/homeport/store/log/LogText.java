package dev.homeport.store.log;

import dev.homeport.store.log.FactLine.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the bytes of a log tell.
///
/// The end of the last intact line is the end of the log. What stands behind it was never
/// acknowledged, a write that was cut short, and the next write goes over it. A bad line *before*
/// an intact one is damage: nobody writes that, so it is counted and passed over.
///
/// @param changes in the order in which they were made
/// @param end how many of the bytes are the log
/// @param damaged how many lines before the end cannot be read
record LogText(List<Change> changes, int end, int damaged) {
  private static final String MAGIC = "homeport-facts ";
  private static final String VERSION = "1 ";

  /// The first line of a log; its number tells a log from the one it replaced.
  static String header(String number) {
    return FactLine.sealed(MAGIC + VERSION + number);
  }

  /// Where the first line ends, its newline included; 0 when there is none.
  static int headerEnd(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }

  /// Whether the first line is one that a later Homeport wrote, in a form unknown to us.
  static boolean isFromTheFuture(byte[] bytes) {
    int end = headerEnd(bytes);
    return end > 0
        && FactLine.unsealed(bytes, 0, end - 1)
            .filter(words -> words.startsWith(MAGIC) && !words.startsWith(MAGIC + VERSION))
            .isPresent();
  }

  /// Reads lines from here to the end.
  static LogText read(byte[] bytes, int from) {
    var changes = new ArrayList<Change>();
    int end = from;
    int damaged = 0;
    int bad = 0;
    int start = from;
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] != '\n') {
        continue;
      }
      Optional<Change> change = FactLine.unsealed(bytes, start, i).flatMap(FactLine::change);
      start = i + 1;
      if (change.isPresent()) {
        changes.add(change.get());
        end = start;
        damaged += bad;
        bad = 0;
      } else {
        bad++;
      }
    }
    return new LogText(changes, end, damaged);
  }
}
