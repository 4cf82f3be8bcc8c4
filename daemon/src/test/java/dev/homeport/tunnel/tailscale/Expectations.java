package dev.homeport.tunnel.tailscale;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is expected of recordings, written by hand: a line per recording or per group of them,
/// where `*` stands for anything. A recording that no line knows is an error, and so is a line that
/// no recording needs.
public final class Expectations {
  private record Row(String glob, String expected) {
    boolean fits(String name) {
      return name.matches("\\Q" + glob.replace("*", "\\E.*\\Q") + "\\E");
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final Set<Row> used = new HashSet<>();

  /// Reads lines of a pattern, blanks and the expectation; the first that fits counts.
  public Expectations(String text) {
    for (String line : text.lines().toList()) {
      if (!line.isBlank()) {
        String[] parts = line.strip().split("\\s+", 2);
        rows.add(new Row(parts[0], parts[1]));
      }
    }
  }

  /// What is expected of the recording.
  public String of(String name) {
    for (Row row : rows) {
      if (row.fits(name)) {
        used.add(row);
        return row.expected();
      }
    }
    return "NOTHING IS EXPECTED OF IT";
  }

  /// The lines that no recording needed.
  public List<String> unused() {
    return rows.stream().filter(row -> !used.contains(row)).map(Row::toString).toList();
  }
}
