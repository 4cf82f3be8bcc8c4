package dev.homeport.config.source;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Guesses which known word was meant by an unknown one.
public final class Nearest {
  private Nearest() {}

  /// The known word with the fewest slips of the finger between them, the first of equals; nothing
  /// where all are far. Case, `-` and `_` do not count.
  public static Optional<String> to(String unknown, Collection<String> known) {
    String wanted = plain(unknown);
    String best = null;
    int least = Math.max(1, Math.min(3, wanted.length() / 3)) + 1;
    for (String candidate : known) {
      int slips = slips(wanted, plain(candidate), least);
      if (slips < least) {
        least = slips;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /// Whether one is the other but for a single slip of the finger, or written in another case.
  public static boolean isSlip(String unknown, String known) {
    return !unknown.equals(known) && slips(plain(unknown), plain(known), 2) < 2;
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
  }

  /// Letters to add, drop, change or swap with their neighbour; `enough` where it is that or more.
  static int slips(String from, String to, int enough) {
    if (Math.abs(from.length() - to.length()) >= enough) {
      return enough;
    }
    int[] before = new int[to.length() + 1];
    int[] above = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] spare = before;
      before = above;
      above = row;
      row = spare;
    }
    return Math.min(above[to.length()], enough);
  }
}
