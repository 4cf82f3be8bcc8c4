package dev.homeport.config.provider;

import dev.homeport.config.Reading;
import dev.homeport.config.source.JsonFile;
import dev.homeport.config.source.Nearest;
import dev.homeport.config.source.Node;
import dev.homeport.config.source.Node.Field;
import dev.homeport.config.source.Node.Fields;
import dev.homeport.config.source.Problem;
import dev.homeport.config.source.References;
import dev.homeport.config.value.Amounts;
import dev.homeport.config.value.Kind;
import dev.homeport.config.value.Many;
import dev.homeport.config.value.One;
import dev.homeport.config.value.Read;
import dev.homeport.config.value.Secret;
import dev.homeport.config.value.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a file of accounts, with every problem in it at once. No key is ever shown.
///
/// @param key the kind of what is shown to the provider
record AccountReader(Path file, One<Secret> key, Reading reading) {
  private static final String RIGHT =
      "write {\"accounts\": [{\"name\": \"main\", \"api_key\": \"…\"}]}";
  private static final String ACCOUNTS = "accounts";
  private static final String NAME = "name";
  private static final String API_KEY = "api_key";
  private static final String DESCRIPTION = "description";
  private static final String PLAN = "plan";
  private static final String CONCURRENT = "concurrent";
  private static final String MODELS = "models";
  private static final List<String> FIELDS =
      List.of(NAME, API_KEY, DESCRIPTION, PLAN, CONCURRENT, MODELS);
  private static final int LONGEST_NAME = 64;
  private static final int MOST_CONCURRENT = 1024;

  /// What templates have where a key belongs.
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "(?i).*\\byour[-_ ].*|.*[-_ ]here|<.*>|\\[.*]|x{3,}|\\.{3}.*|….*|\\*+|change[-_ ]?me.*"
              + "|placeholder.*|todo|example.*|(ollama[-_])?api[-_]?key([-_]?\\d{1,2})?");

  /// The accounts in a text; what is wrong is told.
  List<AccountSettings> accounts(String text) {
    JsonFile.Tree tree = JsonFile.read(file, text);
    reading.findings().problems(tree.problems());
    return switch (tree.root()) {
      case Fields fields -> inFields(fields);
      case null -> List.of();
      case Node other -> {
        problem(other.problem("an object should stand here", RIGHT));
        yield List.of();
      }
    };
  }

  private List<AccountSettings> inFields(Fields root) {
    for (Field field : root.fields()) {
      if (!field.name().equals(ACCOUNTS)) {
        unknown(field, List.of(ACCOUNTS));
      }
    }
    return switch (value(root, ACCOUNTS)) {
      case Node.Items items when !items.items().isEmpty() -> inItems(items.items());
      case null -> {
        problem(new Problem(root.origin().text(), ACCOUNTS, "is missing", RIGHT));
        yield List.of();
      }
      case Node.Items items -> {
        problem(items.problem("names no account", RIGHT));
        yield List.of();
      }
      case Node other -> {
        problem(other.problem("a list should stand here", RIGHT));
        yield List.of();
      }
    };
  }

  private List<AccountSettings> inItems(List<Node> items) {
    var accounts = new ArrayList<AccountSettings>();
    var names = new HashMap<String, String>();
    var keys = new HashMap<Secret, String>();
    for (Node item : items) {
      if (item instanceof Fields fields) {
        AccountSettings account = account(fields, names);
        if (account != null) {
          accounts.add(account);
          twice(fields, account, keys);
        }
      } else {
        problem(
            item.problem(
                "an account should stand here", "write {\"name\": \"main\", \"api_key\": \"…\"}"));
      }
    }
    return accounts;
  }

  /// Two accounts of one key are used up together.
  private void twice(Fields fields, AccountSettings account, Map<Secret, String> keys) {
    String earlier = keys.putIfAbsent(account.key(), account.name());
    Node written = value(fields, API_KEY);
    if (earlier != null && written != null) {
      reading
          .findings()
          .warning(
              written.problem("is the key of " + earlier + " too", "give each account its own"));
    }
  }

  private @Nullable AccountSettings account(Fields fields, Map<String, String> names) {
    for (Field field : fields.fields()) {
      if (!FIELDS.contains(field.name())) {
        unknown(field, FIELDS);
      }
    }
    String name = name(fields, names);
    Secret secret = secret(fields);
    String description = maybe(fields, DESCRIPTION, Texts.TEXT);
    String plan = maybe(fields, PLAN, Texts.TEXT);
    Integer concurrent = maybe(fields, CONCURRENT, Amounts.count(1, MOST_CONCURRENT));
    List<String> models =
        maybe(fields, MODELS, new Many<>(Texts.TEXT, "[\"gpt-oss:120b\", \"qwen3*\"]"));
    return name == null || secret == null
        ? null
        : new AccountSettings(
            name, secret, description, plan, concurrent, models == null ? List.of() : models);
  }

  private @Nullable String name(Fields fields, Map<String, String> names) {
    Node node = value(fields, NAME);
    if (node == null) {
      missing(fields, NAME, "write \"name\": \"main\"");
      return null;
    }
    String name = read(node, Texts.TEXT);
    if (name == null) {
      return null;
    }
    boolean fits =
        name.length() <= LONGEST_NAME
            && name.equals(name.strip())
            && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == '?' || c == '#');
    if (!fits && node instanceof Node.Text text) {
      problem(
          text.isWrong(
              "is no name of an account",
              "write at most 64 characters without / \\ ? # and without blanks at its ends"));
      return null;
    }
    String earlier = names.putIfAbsent(name, node.origin().text());
    if (earlier != null) {
      problem(
          node.problem(
              name + " is the name of another account too, at " + earlier,
              "give each a name of its own"));
    }
    return name;
  }

  private @Nullable Secret secret(Fields fields) {
    Node node = value(fields, API_KEY);
    if (node == null) {
      missing(fields, API_KEY, "write \"api_key\": \"…\", or what leads to it: \"${NAME}\"");
      return null;
    }
    if (!(node instanceof Node.Text written)) {
      read(node, key);
      return null;
    }
    if (References.isLiteral(written.text())) {
      reading.exposure().look(file);
    }
    Node.Text meant = reading.judging().secret(written);
    if (meant == null) {
      return null;
    }
    if (PLACEHOLDER.matcher(meant.text().strip()).matches()) {
      problem(
          meant.isWrong(
              "is the template's and no key",
              "write the account's own key, or leave the account out"));
      return null;
    }
    return read(meant, key);
  }

  /// What there is of a field that need not be there.
  private <T> @Nullable T maybe(Fields fields, String name, Kind<T> kind) {
    Node node = value(fields, name);
    boolean isEmpty = node instanceof Node.Text text && text.text().isBlank();
    return node == null || isEmpty ? null : read(node, kind);
  }

  private <T> @Nullable T read(Node node, Kind<T> kind) {
    return switch (kind.read(node)) {
      case Read.Good<T>(T value) -> value;
      case Read.Bad<T>(List<Problem> problems) -> {
        reading.findings().problems(problems);
        yield null;
      }
    };
  }

  private static @Nullable Node value(Fields fields, String name) {
    for (Field field : fields.fields()) {
      if (field.name().equals(name)) {
        return field.value() instanceof Node.Nothing ? null : field.value();
      }
    }
    return null;
  }

  private void missing(Fields fields, String name, String right) {
    problem(new Problem(fields.origin().text(), fields.place() + "." + name, "is missing", right));
  }

  private void unknown(Field field, List<String> known) {
    problem(
        new Problem(
            field.origin().text(),
            field.value().place(),
            "there is no such field",
            Nearest.to(field.name(), known)
                .map(near -> "did you mean " + near + "?")
                .orElse("there are " + String.join(", ", known))));
  }

  private void problem(Problem problem) {
    reading.findings().problem(problem);
  }
}
