package dev.homeport.config.source;

import dev.homeport.config.source.Node.Field;
import dev.homeport.config.source.Node.Fields;
import dev.homeport.config.source.Node.Items;
import dev.homeport.config.source.Node.Nothing;
import dev.homeport.config.source.Node.Text;
import dev.homeport.config.source.Origin.InFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/// Reads YAML into nodes with their places. Every scalar stays the text that was written, so `off`
/// is no boolean and `22:22` no number of base sixty.
///
/// `${NAME}` may stand anywhere, also unquoted between the braces of a flow mapping, where YAML
/// alone would take its brace for the end: its three marks travel through the parser as letters
/// that nobody writes, one for one, so that columns stay right.
public final class YamlFile {
  /// What was read; the root is empty where nothing could be.
  public record Tree(Fields root, List<Problem> problems) {}

  private static final int MOST_NODES = 20_000;
  private static final int DEEPEST = 40;
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^{}\"'\\n\\r]*)}");
  private static final char DOLLAR = '\uEF01';
  private static final char OPEN = '\uEF02';
  private static final char CLOSE = '\uEF03';

  private final Path file;
  private final List<Problem> problems = new ArrayList<>();
  private int nodes;
  private boolean tooMuch;

  private YamlFile(Path file) {
    this.file = file;
  }

  /// Reads the text of a file.
  public static Tree read(Path file, String text) {
    var reading = new YamlFile(file);
    return new Tree(reading.root(text), reading.problems);
  }

  private Fields root(String text) {
    var nothing = new Fields("", new Origin.Whole(file), List.of());
    String guarded = REFERENCE.matcher(text).replaceAll("" + DOLLAR + OPEN + "$1" + CLOSE);
    var options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    var composer =
        new Composer(new ParserImpl(new StreamReader(guarded), options), new Resolver(), options);
    try {
      if (!composer.checkNode()) {
        return nothing;
      }
      Node root = node("", composer.getNode(), 0);
      if (composer.checkNode()) {
        add(
            origin(composer.getNode().getStartMark()),
            "",
            "a second document begins",
            "keep one, without `---` in between");
      }
      return switch (root) {
        case Fields fields -> fields;
        case Nothing _ -> nothing;
        case Items _, Text _ -> {
          problems.add(
              root.problem(
                  root instanceof Items ? "the file is a list" : "the file is a single value",
                  "begin with a section such as `daemon:`"));
          yield nothing;
        }
      };
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      add(mark == null ? new Origin.Whole(file) : origin(mark), "", said(e), advice(e));
    } catch (ReaderException e) {
      add(
          placeOf(guarded, e.getPosition()),
          "",
          String.format("holds the control character U+%04X", e.getCodePoint()),
          "remove it");
    } catch (YAMLException e) {
      add(new Origin.Whole(file), "", "is not YAML: " + e.getMessage(), "see to its form");
    }
    return nothing;
  }

  private Node node(String place, org.yaml.snakeyaml.nodes.Node node, int depth) {
    InFile at = origin(node.getStartMark());
    if (++nodes > MOST_NODES || depth > DEEPEST) {
      if (!tooMuch) {
        tooMuch = true;
        add(at, place, "the file holds more than any configuration", "write less with `&` and `*`");
      }
      return new Nothing(place, at);
    }
    if (node.getTag().getValue().startsWith("!")) {
      add(at, place, "the tag " + node.getTag().getValue() + " means nothing here", "remove it");
    }
    return switch (node) {
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> new Nothing(place, at);
      case ScalarNode scalar -> new Text(place, at, unguarded(scalar.getValue()));
      case SequenceNode list -> {
        var items = new ArrayList<Node>();
        for (var item : list.getValue()) {
          if (!tooMuch) {
            items.add(node(place + "[" + (items.size() + 1) + "]", item, depth + 1));
          }
        }
        yield new Items(place, at, items);
      }
      case MappingNode map -> fields(place, at, map, depth);
      default -> new Nothing(place, at);
    };
  }

  private Fields fields(String place, InFile at, MappingNode map, int depth) {
    var fields = new LinkedHashMap<String, Field>();
    for (NodeTuple tuple : map.getValue()) {
      InFile keyAt = origin(tuple.getKeyNode().getStartMark());
      if (tooMuch) {
        break;
      }
      if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
        add(keyAt, place, "a name is not a text", "write NAME: VALUE");
        continue;
      }
      String name = unguarded(scalar.getValue());
      String path = place.isEmpty() ? name : place + "." + name;
      if (scalar.getTag().equals(Tag.MERGE)) {
        add(keyAt, place, "`<<` is not understood", "write the settings out");
        continue;
      }
      Field earlier = fields.get(name);
      if (earlier != null) {
        add(
            keyAt,
            path,
            "is written twice; first at " + earlier.origin().text(),
            "keep one of them");
        continue;
      }
      fields.put(name, new Field(name, keyAt, node(path, tuple.getValueNode(), depth + 1)));
    }
    return new Fields(place, at, List.copyOf(fields.values()));
  }

  private void add(Origin at, String place, String what, String right) {
    problems.add(new Problem(at.text(), place, what, right));
  }

  private InFile origin(Mark mark) {
    return new InFile(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private InFile placeOf(String text, int position) {
    String before = text.substring(0, Math.min(position, text.length()));
    int line = (int) before.chars().filter(c -> c == '\n').count();
    return new InFile(file, line + 1, before.length() - before.lastIndexOf('\n'));
  }

  private static String said(MarkedYAMLException e) {
    String what = unguarded(String.valueOf(e.getProblem()));
    return what.contains("TAB") ? "a tab stands where blanks should" : "not YAML: " + what;
  }

  private static String advice(MarkedYAMLException e) {
    return String.valueOf(e.getProblem()).contains("TAB")
        ? "indent with blanks"
        : "see to the brackets, quotes and indentation around here";
  }

  private static String unguarded(String text) {
    return text.replace(DOLLAR, '$').replace(OPEN, '{').replace(CLOSE, '}');
  }
}
