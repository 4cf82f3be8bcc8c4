package dev.homeport.config.value;

import dev.homeport.config.source.Nearest;
import dev.homeport.config.value.One.Judged;
import dev.homeport.config.value.One.Judged.Right;
import dev.homeport.config.value.One.Judged.Wrong;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Free texts, secrets, words out of a few, and yes or no.
public final class Texts {
  /// Any text of one line.
  public static final One<String> TEXT = new One<>("write a text", Texts::text, text -> text);

  /// A text that nobody may see and that fits into a header.
  public static final One<Secret> SECRET =
      new One<>(
          "write it as ${NAME}, file:PATH or keychain:SERVICE/ACCOUNT",
          Texts::secret,
          Secret::toString);

  /// A text that fits into a header.
  public static final One<String> HEADER =
      new One<>("write a text of ASCII characters", Texts::header, text -> text);

  /// Yes or no.
  public static final One<Boolean> SWITCH =
      new One<>("write true or false", Texts::truth, String::valueOf);

  private static final Pattern USER_OF_URL = Pattern.compile("//[^\\s]*@");

  private Texts() {}

  /// One of an enum's words: its names in small letters, `-` for `_`.
  public static <E extends Enum<E>> One<E> choice(Class<E> type) {
    return words(List.of(type.getEnumConstants()), Texts::word);
  }

  /// One of these, by its word.
  public static <T> One<T> words(List<T> choices, Function<T, String> wordOf) {
    var words = new LinkedHashMap<String, T>();
    choices.forEach(choice -> words.put(wordOf.apply(choice), choice));
    String right = "write " + Words.or(List.copyOf(words.keySet()));
    return new One<>(
        right,
        text -> {
          T found = words.get(text);
          return found != null
              ? new Right<>(found)
              : new Wrong<>(
                  "is none of the words for it",
                  right
                      + Nearest.to(text, words.keySet())
                          .map(near -> " (did you mean " + near + "?)")
                          .orElse(""));
        },
        wordOf);
  }

  /// A URL as it may be shown: whatever stands before its host may be a secret.
  public static String withoutUser(String url) {
    return USER_OF_URL.matcher(url).replaceFirst("//••••@");
  }

  /// The word for a constant.
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Judged<String> text(String text) {
    if (text.isBlank()) {
      return new Wrong<>("is empty", "write a text or leave the setting out");
    }
    return text.chars().anyMatch(Character::isISOControl)
        ? new Wrong<>("holds a line end or a control character", "write it in one line")
        : new Right<>(text);
  }

  private static Judged<Secret> secret(String text) {
    if (text.isBlank()) {
      return new Wrong<>("is empty", "write a secret or leave the setting out");
    }
    return text.chars().anyMatch(c -> c <= ' ' || c > '~')
        ? new Wrong<>("holds a blank or a character beyond ASCII", "check what was copied")
        : new Right<>(new Secret(text));
  }

  private static Judged<String> header(String text) {
    if (text.isBlank()) {
      return new Wrong<>("is empty", "write a text or leave the setting out");
    }
    return text.chars().anyMatch(c -> c < ' ' || c > '~')
        ? new Wrong<>("holds a character beyond ASCII", "write it without")
        : new Right<>(text);
  }

  private static Judged<Boolean> truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> new Right<>(true);
      case "false", "no", "off" -> new Right<>(false);
      default -> new Wrong<>("is neither true nor false", "write true or false");
    };
  }
}
