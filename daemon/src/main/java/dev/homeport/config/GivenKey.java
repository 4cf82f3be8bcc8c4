package dev.homeport.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A key for clients that `HOMEPORT_KEYS` gives: for machines without a shell, on which nobody can
/// run `homeport keys add`.
///
/// @param name what logs and limits call it
/// @param secret what clients send
/// @param scopes the words of its scopes, out of [#SCOPES]
public record GivenKey(String name, String secret, Set<String> scopes) {
  /// What a name may be, for messages.
  public static final String NAME_RULE =
      "a name has 1 to 64 letters (a-z, A-Z), digits, dots, dashes or underscores"
          + " and begins with a letter or digit";

  /// The words of the scopes, the one that is meant when none is named first.
  public static final List<String> SCOPES = List.of("infer", "admin", "metrics", "link");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}");

  /// Printable ASCII, so that it can be sent in a header and as the password of basic.
  private static final Pattern SECRET = Pattern.compile("[!-~]{24,256}");

  private static final String SHAPE = "right is name:key or name:key:scope+scope";

  public GivenKey {
    scopes = Set.copyOf(scopes);
  }

  /// What came of reading the keys.
  public sealed interface Parsed {
    /// They can be used; none where the text is empty.
    record Good(List<GivenKey> keys) implements Parsed {}

    /// They cannot, and every reason why. An entry is named by its place alone, because whoever
    /// mixes up the order has the secret where the name should be.
    record Bad(List<String> problems) implements Parsed {}
  }

  /// Whether a key may be called so.
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// Reads `name:key[:scope+scope]`, separated by commas; blanks around an entry and empty entries
  /// do not matter.
  public static Parsed parse(String text) {
    var keys = new ArrayList<GivenKey>();
    var problems = new ArrayList<String>();
    var names = new HashSet<String>();
    var secrets = new HashSet<String>();
    String[] entries = text.split(",", -1);
    for (int i = 0; i < entries.length; i++) {
      String entry = entries[i].strip();
      if (entry.isEmpty()) {
        continue;
      }
      String place = "entry " + (i + 1) + ": ";
      String[] parts = entry.split(":", -1);
      if (parts.length < 2 || parts.length > 3) {
        problems.add(place + "it has " + (parts.length - 1) + " colons; " + SHAPE);
        continue;
      }
      int before = problems.size();
      if (!isName(parts[0])) {
        problems.add(place + "the part before the first colon is no name; " + NAME_RULE);
      } else if (!names.add(parts[0])) {
        problems.add(place + "its name is that of an earlier entry; every key has its own");
      }
      if (!SECRET.matcher(parts[1]).matches()) {
        problems.add(place + whatIsWrongWith(parts[1]));
      } else if (!secrets.add(parts[1])) {
        problems.add(place + "its key is that of an earlier entry; every name has its own");
      }
      Set<String> scopes =
          parts.length == 2
              ? Set.of(SCOPES.getFirst())
              : new LinkedHashSet<>(List.of(parts[2].split("\\+", -1)));
      if (!SCOPES.containsAll(scopes)) {
        problems.add(
            place + "its scopes must be out of " + String.join(", ", SCOPES) + ", joined with +");
      }
      if (problems.size() == before) {
        keys.add(new GivenKey(parts[0], parts[1], scopes));
      }
    }
    return problems.isEmpty()
        ? new Parsed.Good(List.copyOf(keys))
        : new Parsed.Bad(List.copyOf(problems));
  }

  private static String whatIsWrongWith(String secret) {
    if (secret.length() < 24) {
      return "its key has " + secret.length() + " characters; at least 24 are needed";
    }
    return secret.length() > 256
        ? "its key has " + secret.length() + " characters; at most 256 are taken"
        : "its key holds a blank or a character outside ASCII; use letters, digits, signs";
  }

  /// Everything but the secret.
  @Override
  public String toString() {
    return "GivenKey[" + name + ", " + scopes + "]";
  }
}
