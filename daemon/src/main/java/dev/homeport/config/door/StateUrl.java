package dev.homeport.config.door;

import static dev.homeport.config.table.Setting.Trait.LATER;
import static dev.homeport.config.table.Setting.Trait.RESTART;
import static dev.homeport.config.table.Setting.Trait.SECRET;

import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Places;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.One;
import dev.homeport.config.value.One.Judged;
import dev.homeport.config.value.Secret;
import dev.homeport.config.value.Texts;
import java.nio.file.Path;

/// Where durable state is: `file:FOLDER`, or `sqlite:FILE` or `redis://…` for a router.
public final class StateUrl {
  private static final String FILE = "file:";
  private static final String RIGHT = "write file:FOLDER";
  private static final One<String> KIND = new One<>(RIGHT, StateUrl::judge, text -> text);

  /// The state of both roles.
  public static final Setting<String> STATE =
      Setting.of("state.url", KIND, "", "where keys and other facts are kept")
          .being(RESTART)
          .like("file:FOLDER");

  /// The ledger, where it is kept elsewhere.
  public static final Setting<Secret> LEDGER =
      Setting.of("state.ledger", Texts.SECRET, "", "the router's ledger, where not in its state")
          .being(LATER)
          .being(SECRET)
          .like("${LEDGER_URL}");

  private StateUrl() {}

  private static Judged<String> judge(String text) {
    if (isFolder(text)) {
      return text.length() > FILE.length()
          ? new Judged.Right<>(text)
          : new Judged.Wrong<>("names no folder", RIGHT);
    }
    if (text.startsWith("sqlite:") || text.matches("rediss?://.+")) {
      return new Judged.Right<>(text);
    }
    return text.matches("[/~.].*")
        ? new Judged.Wrong<>("has no scheme", "write file:" + text)
        : new Judged.Wrong<>("names no kind of state that there is", RIGHT);
  }

  /// Whether the state is a folder.
  public static boolean isFolder(String url) {
    return url.startsWith(FILE);
  }

  /// Its URL where it is that folder.
  public static String of(Path folder) {
    return FILE + folder;
  }

  /// What comes before its colon.
  public static String scheme(String url) {
    return url.substring(0, url.indexOf(':'));
  }

  /// The folder that holds it by these values.
  public static Path folder(Values values, Places places) {
    return places.resolve(values.of(STATE).substring(FILE.length()), values.origin(STATE));
  }

  /// The values with another state than was written, because that one cannot be used.
  public static Values instead(Values values, String ownState) {
    return values.with(STATE, ownState, new Origin.BuiltIn());
  }
}
