package dev.homeport.config.source;

import dev.homeport.config.source.Node.Text;
import dev.homeport.config.source.SecretStore.Found;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Replaces what a text refers to by what it means: `${NAME}` in texts of a file, and for secrets
/// and free texts `file:PATH` and `keychain:SERVICE/ACCOUNT`, wherever they are written.
///
/// A relative path counts from the folder of the file it is written in, else from the working
/// folder. A line end at the end of a file is no part of the secret.
public final class References {
  private static final Pattern PIECE = Pattern.compile("\\$(\\$\\{|\\{([^}]*)(}?))");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String FILE = "file:";
  private static final String KEYCHAIN = "keychain:";

  private final Environment environment;
  private final Places places;
  private final SecretStore store;
  private final Seen files;

  /// References into these.
  ///
  /// @param files is told which files are read
  public References(Environment environment, Places places, SecretStore store, Seen files) {
    this.environment = environment;
    this.places = places;
    this.store = store;
    this.files = files;
  }

  /// The names in `${…}` of a text.
  public static List<String> names(String text) {
    return PIECE
        .matcher(text)
        .results()
        .filter(r -> r.group(2) != null)
        .map(r -> r.group(2))
        .toList();
  }

  /// Whether the secret itself stands in the text.
  public static boolean isLiteral(String text) {
    return !text.startsWith(FILE) && !text.startsWith(KEYCHAIN) && names(text).isEmpty();
  }

  /// The text that is meant, or nothing after a problem was reported.
  ///
  /// @param follows whether `file:` and `keychain:` are understood
  public @Nullable Text resolve(Text text, boolean follows, Consumer<Problem> problems) {
    Text meant = text.origin().isOneLine() ? text : withVariables(text, problems);
    if (meant == null || !follows) {
      return meant;
    }
    if (meant.text().startsWith(FILE)) {
      return fromFile(meant, problems);
    }
    return meant.text().startsWith(KEYCHAIN) ? fromKeychain(meant, problems) : meant;
  }

  private @Nullable Text withVariables(Text text, Consumer<Problem> problems) {
    Matcher piece = PIECE.matcher(text.text());
    var out = new StringBuilder();
    boolean whole = true;
    while (piece.find()) {
      String name = piece.group(2);
      String value = "";
      if (name == null) {
        value = "${";
      } else if (piece.group(3).isEmpty() || !NAME.matcher(name).matches()) {
        problems.accept(
            text.isWrong("names no variable", "write ${NAME}, or $${ for these two characters"));
        whole = false;
      } else {
        var variable = environment.variable(name);
        if (variable.isEmpty()) {
          problems.accept(
              text.problem("${" + name + "} is not set", "set " + name + " or write the value"));
          whole = false;
        } else {
          value = variable.get().text();
        }
      }
      piece.appendReplacement(out, Matcher.quoteReplacement(value));
    }
    return whole ? text.meaning(piece.appendTail(out).toString()) : null;
  }

  private @Nullable Text fromFile(Text text, Consumer<Problem> problems) {
    Path file = places.resolve(text.text().substring(FILE.length()), text.origin());
    files.look(file);
    return switch (TextFile.read(file)) {
      case TextFile.Read.Whole(String content) -> text.meaning(withoutLineEnd(content));
      case TextFile.Read.Missing _ -> {
        problems.accept(text.problem("there is no file " + file, "write the secret into it"));
        yield null;
      }
      case TextFile.Read.Unreadable(Problem problem) -> {
        problems.accept(text.problem(problem.source() + " " + problem.what(), problem.right()));
        yield null;
      }
    };
  }

  private static String withoutLineEnd(String content) {
    int end = content.length();
    while (end > 0 && (content.charAt(end - 1) == '\n' || content.charAt(end - 1) == '\r')) {
      end--;
    }
    return content.substring(0, end);
  }

  private @Nullable Text fromKeychain(Text text, Consumer<Problem> problems) {
    String entry = text.text().substring(KEYCHAIN.length());
    int slash = entry.indexOf('/');
    if (slash <= 0 || slash == entry.length() - 1) {
      problems.accept(
          text.problem("names no entry of the keychain", "write keychain:SERVICE/ACCOUNT"));
      return null;
    }
    String service = entry.substring(0, slash);
    String account = entry.substring(slash + 1);
    return switch (store.read(service, account)) {
      case Found.Kept(String secret) -> text.meaning(secret);
      case Found.Missing(String why) -> {
        problems.accept(text.problem("the keychain gives no secret", why));
        yield null;
      }
    };
  }
}
