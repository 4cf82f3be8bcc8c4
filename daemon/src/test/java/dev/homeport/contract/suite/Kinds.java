package dev.homeport.contract.suite;

import dev.homeport.chat.Complaint.Kind;
import dev.homeport.contract.Script.Ending;
import java.util.EnumSet;
import java.util.Set;

/// What an end that is none may be taken for.
final class Kinds {
  private Kinds() {}

  static Set<Kind> of(Ending ending, boolean begun) {
    return switch (ending) {
      case Ending.Done _, Ending.AtStop _ -> EnumSet.noneOf(Kind.class);
      case Ending.Broken _ -> EnumSet.of(Kind.SERVER, Kind.OVERLOADED, Kind.TIMEOUT);
      case Ending.Silent _ ->
          begun ? EnumSet.of(Kind.CUT) : EnumSet.of(Kind.CUT, Kind.EMPTY, Kind.NONSENSE);
      case Ending.Page(int status) ->
          status == 200
              ? EnumSet.of(Kind.NONSENSE)
              : EnumSet.of(Kind.NONSENSE, Kind.SERVER, Kind.OVERLOADED);
      case Ending.Refused(int status, _) -> of(status);
    };
  }

  private static Set<Kind> of(int status) {
    return switch (status) {
      case 400 -> EnumSet.of(Kind.BAD_REQUEST);
      case 401 -> EnumSet.of(Kind.KEY);
      case 402 -> EnumSet.of(Kind.CREDIT, Kind.QUOTA);
      case 403 -> EnumSet.of(Kind.FORBIDDEN, Kind.NO_MODEL, Kind.KEY);
      case 404 -> EnumSet.of(Kind.NO_MODEL);
      case 413 -> EnumSet.of(Kind.TOO_LARGE, Kind.CONTEXT);
      case 429 -> EnumSet.of(Kind.RATE, Kind.CONCURRENCY);
      case 500 -> EnumSet.of(Kind.SERVER);
      case 503 -> EnumSet.of(Kind.OVERLOADED, Kind.SERVER);
      default -> throw new AssertionError("no such status: " + status);
    };
  }
}
