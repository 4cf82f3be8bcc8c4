package dev.homeport.config.door;

import static dev.homeport.config.table.Setting.Trait.RESTART;
import static dev.homeport.config.table.Setting.Trait.SECRET;

import dev.homeport.config.source.Node;
import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Places;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.Amounts;
import dev.homeport.config.value.Kind;
import dev.homeport.config.value.One;
import dev.homeport.config.value.One.Judged;
import dev.homeport.config.value.Read;
import dev.homeport.config.value.Secret;
import dev.homeport.config.value.Texts;
import java.nio.file.Path;
import java.time.Duration;

/// Where durable state is: `file:FOLDER`, or `sqlite:FILE` or `redis://…` for a router. What may be
/// a password is never shown.
public final class StateUrl implements Kind<String> {
  static final String SQLITE = "sqlite:";

  private static final String FILE = "file:";
  private static final String SQLITE_NAME = "homeport.db";
  private static final String RIGHT = "write file:FOLDER, sqlite:FILE or redis://HOST:6379";
  private static final One<String> TEXT = new One<>(RIGHT, StateUrl::judge, Texts::withoutUser);

  /// The state of both roles.
  public static final Setting<String> STATE =
      Setting.of(
              "state.url",
              new StateUrl(),
              "",
              "file:FOLDER; a router's also sqlite:FILE, redis://…")
          .being(RESTART)
          .like("file:FOLDER");

  /// The ledger of a router in the file of a daemon, which has none: any text will do.
  public static final Setting<Secret> ANY_LEDGER =
      Setting.of(
              "state.ledger", Texts.SECRET, "", "the router's: sqlite:FILE, postgresql://… or off")
          .being(RESTART)
          .being(SECRET)
          .like("${LEDGER_URL}");

  /// How long the rows of that are kept.
  public static final Setting<Duration> KEEP =
      Setting.of(
              "state.keep",
              Amounts.duration(Duration.ofDays(1), Duration.ofDays(3660)),
              "400d",
              "how long the rows of the router's ledger are kept")
          .being(RESTART);

  private StateUrl() {}

  @Override
  public Read<String> read(Node node) {
    return TEXT.read(
        node instanceof Node.Text text && isShared(text.text()) ? text.hidden() : node);
  }

  @Override
  public String print(String url) {
    return TEXT.print(url);
  }

  @Override
  public String right() {
    return RIGHT;
  }

  private static Judged<String> judge(String text) {
    if (isFolder(text)) {
      return text.length() > FILE.length()
          ? new Judged.Right<>(text)
          : new Judged.Wrong<>("names no folder", "write file:FOLDER");
    }
    if (isShared(text)) {
      return RedisUrl.judge(text);
    }
    if (text.startsWith(SQLITE)) {
      return sqlite(text);
    }
    return text.matches("[/~.].*")
        ? new Judged.Wrong<>("has no scheme", "write file:" + text)
        : new Judged.Wrong<>("names no kind of state that there is", RIGHT);
  }

  /// A file of SQLite, in the same spelling wherever one may be named.
  static Judged<String> sqlite(String text) {
    String file = text.substring(SQLITE.length());
    if (file.startsWith("//")) {
      return new Judged.Wrong<>("is a URL where a file should stand", "write sqlite:FILE");
    }
    return file.isBlank() || file.endsWith("/") || file.equals(":memory:")
        ? new Judged.Wrong<>("names no file", "write sqlite:FILE")
        : new Judged.Right<>(text);
  }

  /// A folder is by far the most usual, and no reason to load what knows of anything else.
  private static boolean isShared(String url) {
    return !isFolder(url) && RedisUrl.isOne(url);
  }

  /// Whether the state is a folder.
  public static boolean isFolder(String url) {
    return url.startsWith(FILE);
  }

  /// The URL of a folder.
  public static String of(Path folder) {
    return FILE + folder;
  }

  /// The URL of a router's file in a folder.
  public static String fileIn(Path folder) {
    return SQLITE + folder.resolve(SQLITE_NAME);
  }

  /// What comes before its colon.
  public static String scheme(String url) {
    return url.substring(0, url.indexOf(':'));
  }

  /// The folder that holds it by these values, where it is one.
  public static Path folder(Values values, Places places) {
    return places.resolve(values.of(STATE).substring(FILE.length()), values.origin(STATE));
  }

  /// The values with another state than was written, because that one cannot be used.
  public static Values instead(Values values, String ownState) {
    return values.with(STATE, ownState, new Origin.BuiltIn());
  }
}
