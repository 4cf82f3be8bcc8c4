package dev.homeport.config.door;

import static dev.homeport.config.table.Setting.Trait.RESTART;
import static dev.homeport.config.table.Setting.Trait.SECRET;

import dev.homeport.config.judge.Findings;
import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Places;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.One;
import dev.homeport.config.value.One.Judged;
import dev.homeport.config.value.Secret;
import java.nio.file.Path;

/// Where a router's ledger is: `sqlite:FILE`, a PostgreSQL, or `off`.
public final class LedgerUrl {
  static final String OFF = "off";
  private static final String NAME = "homeport-ledger.db";
  private static final String RIGHT = "write sqlite:FILE, postgresql://… or off";
  private static final One<Secret> KIND = new One<>(RIGHT, LedgerUrl::judge, LedgerUrl::print);

  /// The ledger of a router.
  public static final Setting<Secret> LEDGER =
      Setting.of(StateUrl.ANY_LEDGER.path(), KIND, "", StateUrl.ANY_LEDGER.help())
          .being(RESTART)
          .being(SECRET)
          .like(StateUrl.ANY_LEDGER.example());

  private LedgerUrl() {}

  private static Judged<Secret> judge(String text) {
    if (text.equals(OFF)) {
      return new Judged.Right<>(new Secret(text));
    }
    return switch (url(text)) {
      case Judged.Right<String>(String url) -> new Judged.Right<>(new Secret(url));
      case Judged.Wrong<String>(String why, String right) -> new Judged.Wrong<>(why, right);
    };
  }

  private static Judged<String> url(String text) {
    if (text.startsWith(StateUrl.SQLITE)) {
      return StateUrl.sqlite(text);
    }
    return PostgresUrl.isOne(text)
        ? PostgresUrl.judge(text)
        : new Judged.Wrong<>("names no kind of ledger that there is", RIGHT);
  }

  private static String print(Secret url) {
    return PostgresUrl.masked(url.reveal());
  }

  /// The values with a ledger: beside the state where nobody says otherwise.
  public static Values completed(Values values, Places places) {
    if (values.maybe(LEDGER).isPresent() || values.maybe(StateUrl.STATE).isEmpty()) {
      return values;
    }
    Path file = StatePlace.local(values, places).resolve(NAME);
    return values.with(LEDGER, new Secret(StateUrl.SQLITE + file), new Origin.BuiltIn());
  }

  /// Whether the two want the same file.
  public static void check(Values values, Places places, Findings findings) {
    if (values.maybe(LEDGER).isPresent()
        && values.maybe(StateUrl.STATE).isPresent()
        && LedgerPlace.of(values, places) instanceof LedgerPlace.Sqlite(Path ledger)
        && StatePlace.of(values, places) instanceof StatePlace.Sqlite(Path state)
        && ledger.equals(state)) {
      findings.problem(
          values.problem(
              LEDGER, "is the file of the state", "name another file, such as sqlite:" + NAME));
    }
  }
}
