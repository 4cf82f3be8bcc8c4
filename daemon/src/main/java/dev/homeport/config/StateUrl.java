package dev.homeport.config;

import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Places;
import dev.homeport.config.value.One;
import dev.homeport.config.value.One.Judged;
import java.nio.file.Path;

/// Where durable state is: `file:FOLDER` for a daemon, `sqlite:FILE` or `redis://…` for a router.
final class StateUrl {
  private static final String FILE = "file:";
  private static final String RIGHT = "write file:FOLDER";

  static final One<String> KIND = new One<>(RIGHT, StateUrl::judge, text -> text);

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

  static boolean isFolder(String url) {
    return url.startsWith(FILE);
  }

  static String of(Path folder) {
    return FILE + folder;
  }

  static Path folder(String url, Origin origin, Places places) {
    return places.resolve(url.substring(FILE.length()), origin);
  }
}
