package dev.homeport.server;

import java.util.List;

/// The names of what a client offered and nobody here can use, as a header may say them: a client
/// chooses them, and an answer whose head is too large does not go out at all.
final class LeftOut {
  private static final int MOST = 16;
  private static final int LONGEST = 64;

  private LeftOut() {}

  /// The first of them, each shortened, in letters that a header may have.
  static String told(List<String> names) {
    var told = new StringBuilder();
    for (String name : names.subList(0, Math.min(MOST, names.size()))) {
      told.append(told.isEmpty() ? "" : ", ");
      name.chars()
          .limit(LONGEST)
          .forEach(c -> told.append(c > ' ' && c < 0x7f && c != ',' ? (char) c : ' '));
    }
    int more = names.size() - MOST;
    return more > 0 ? told + " and " + more + " more" : told.toString();
  }
}
