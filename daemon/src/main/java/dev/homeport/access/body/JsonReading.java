package dev.homeport.access.body;

import dev.homeport.access.body.Judged.Refused;
import dev.homeport.access.route.BodyShape;
import dev.homeport.wire.JsonScanner;
import dev.homeport.wire.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a JSON body as Go decodes it into Ollama's structs: names fold, the last of two counts,
/// `null` empties what can be empty and leaves the rest as it was, and a second `options` adds to
/// the first. What follows the value is not looked at.
final class JsonReading implements Asked.Reading, JsonScanner.Listener {
  private enum Field {
    MODEL,
    NAME,
    STREAM,
    KEEP_ALIVE,
    OPTIONS,
    SHIFT,
    DEBUG,
    TOOLS,
    MATTER,
    OTHER
  }

  private static final int NAME = 32;
  private static final int TEXT = 64;
  private static final int LONGEST_MODEL = 2048;

  /// How the types of the tools begin that Ollama runs itself, by its owner's account.
  private static final String WEB = "web_";

  /// Where the members of a tool stand, and those of a tool in a namespace.
  private static final int OF_TOOL = 3;

  private static final int OF_INNER_TOOL = 5;

  /// Options with another value than before make Ollama load the model anew.
  static final Set<String> LOAD_OPTIONS =
      Set.of(
          "num_ctx",
          "num_batch",
          "num_gpu",
          "main_gpu",
          "use_mmap",
          "num_thread",
          "draft_num_predict");

  private final BodyShape shape;
  private final JsonScanner scanner = new JsonScanner(this, false);
  private final Map<String, String> loading = new LinkedHashMap<>();

  private Field field = Field.OTHER;

  /// Whether the member that goes by is spelled `model` exactly: under `/v1`, Ollama looks that up
  /// in a map before it decodes, and sends the request to its cloud by it.
  private boolean exact;

  /// The load option that goes by, in the table's spelling, and whether it is spelled so.
  private @Nullable String option;

  private boolean exactOption;

  /// Whether the member of a tool that goes by is its type, or holds the tools of a namespace.
  private boolean isType;

  private boolean isNamespace;

  private String model = "";
  private String exactModel = "";
  private String name = "";
  private boolean tooLong;
  private @Nullable Boolean stream;
  private @Nullable KeepAlive keepAlive;
  private String keepAliveSaid = "";
  private boolean debug;
  private @Nullable String webTool;
  private boolean shifts = true;
  private boolean matter;

  JsonReading(BodyShape shape) {
    this.shape = shape;
  }

  @Override
  public void feed(byte[] piece, int offset, int length) {
    scanner.feed(piece, offset, length);
  }

  @Override
  public @Nullable Refused problem() {
    scanner.finish();
    String problem = scanner.problem();
    if (problem != null) {
      return invalid("the body is not JSON: " + problem + " at byte " + scanner.offset());
    }
    if (!scanner.isComplete() && !scanner.isEmpty()) {
      return invalid("the body ends inside of its JSON, at byte " + scanner.offset());
    }
    return tooLong
        ? new Refused(400, "a model's name has at most " + LONGEST_MODEL + " bytes", "long name")
        : null;
  }

  private static Refused invalid(String text) {
    return new Refused(400, text, "invalid JSON");
  }

  @Override
  public Asked asked() {
    var models = new ArrayList<String>();
    for (String said : List.of(model, name, exactModel)) {
      if (!said.isEmpty() && !models.contains(said)) {
        models.add(said);
      }
    }
    if (!shifts) {
      loading.put("shift", "false");
    }
    return new Asked(
        models,
        stream == null ? shape.streamsByDefault() : stream,
        keepAlive,
        keepAliveSaid,
        debug,
        webTool,
        loading,
        !shape.matter().isEmpty() && !matter);
  }

  @Override
  public int keeps(int depth, boolean isName) {
    if (isName) {
      return depth == 1 || (depth == 2 && field == Field.OPTIONS) || isOfTool(depth) ? NAME : 0;
    }
    if (isType && isOfTool(depth)) {
      return TEXT;
    }
    if (depth != 1) {
      return depth == 2 && option != null ? TEXT : 0;
    }
    return switch (field) {
      case MODEL, NAME -> LONGEST_MODEL;
      case KEEP_ALIVE -> TEXT;
      case STREAM, OPTIONS, SHIFT, DEBUG, TOOLS, MATTER, OTHER -> 0;
    };
  }

  @Override
  public void name(int depth, JsonString said) {
    if (depth == 1) {
      option = null;
      field = fieldOf(said);
      exact = said.is("model");
      if (exact) {
        exactModel = "";
      }
    } else if (depth == 2 && field == Field.OPTIONS) {
      option = null;
      for (String known : LOAD_OPTIONS) {
        if (said.folds(known)) {
          option = known;
          exactOption = said.is(known);
        }
      }
    } else if (isOfTool(depth)) {
      isType = said.folds("type");
      isNamespace = depth == OF_TOOL ? said.folds("tools") : isNamespace;
    }
  }

  private boolean isOfTool(int depth) {
    return field == Field.TOOLS && (depth == OF_TOOL || (depth == OF_INNER_TOOL && isNamespace));
  }

  private Field fieldOf(JsonString said) {
    if (said.folds("model")) {
      return Field.MODEL;
    }
    if (said.folds("stream")) {
      return Field.STREAM;
    }
    if (!shape.matter().isEmpty() && said.folds(shape.matter())) {
      return Field.MATTER;
    }
    if (shape.offersTools() && said.folds("tools")) {
      return Field.TOOLS;
    }
    if (shape.takesName() && said.folds("name")) {
      return Field.NAME;
    }
    if (shape.honoursDebug() && said.folds("_debug_render_only")) {
      return Field.DEBUG;
    }
    if (shape.honoursLoading()) {
      return said.folds("keep_alive")
          ? Field.KEEP_ALIVE
          : said.folds("options") ? Field.OPTIONS : said.folds("shift") ? Field.SHIFT : Field.OTHER;
    }
    return Field.OTHER;
  }

  @Override
  public void string(int depth, JsonString value) {
    if (depth == 1) {
      switch (field) {
        case MODEL -> {
          tooLong |= value.isCut();
          model = value.toString();
          exactModel = exact && shape.looksUpModel() ? model : exactModel;
        }
        case NAME -> {
          tooLong |= value.isCut();
          name = value.toString();
        }
        case KEEP_ALIVE -> {
          String text = value.toString();
          stays(value.isCut() ? KeepAlive.UNLOADS : KeepAlive.ofText(text), text);
        }
        case MATTER -> matter = !value.isEmpty();
        case STREAM, OPTIONS, SHIFT, DEBUG, TOOLS, OTHER -> {}
      }
    } else if (isType && isOfTool(depth)) {
      tool(value.toString());
    } else {
      inner(depth, value);
    }
  }

  @Override
  public void number(int depth, JsonString value) {
    if (depth == 1 && field == Field.KEEP_ALIVE) {
      String text = value.toString();
      stays(value.isCut() ? KeepAlive.PINS : KeepAlive.ofNumber(text), text);
    } else if (depth > 1) {
      inner(depth, value);
    }
  }

  /// Any of two types counts, and however many tools are offered: which of them a version of Ollama
  /// would see is not worth knowing.
  private void tool(String type) {
    if (type.regionMatches(true, 0, WEB, 0, WEB.length())) {
      webTool = type;
    }
  }

  private void stays(KeepAlive meant, String said) {
    keepAlive = meant;
    keepAliveSaid = said;
  }

  @Override
  public void literal(int depth, char first) {
    if (depth != 1) {
      if (first != 'n') {
        inner(depth, first == 't' ? "true" : "false");
      } else if (depth == 2 && option != null) {
        if (exactOption) {
          loading.remove(option);
        }
      } else {
        inner(depth, "null");
      }
      return;
    }
    boolean empties = first == 'n';
    switch (field) {
      case STREAM -> {
        if (!empties) {
          stream = first == 't';
        } else if (shape.streamsByDefault()) {
          stream = null;
        }
      }
      case DEBUG -> debug = empties ? debug : first == 't';
      case SHIFT -> shifts = first != 'f';
      case KEEP_ALIVE -> keepAlive = empties ? null : keepAlive;
      case OPTIONS -> {
        if (empties) {
          loading.clear();
        }
      }
      case MATTER -> matter &= !(empties && shape == BodyShape.CHAT);
      case MODEL, NAME, TOOLS, OTHER -> {}
    }
  }

  @Override
  public void begin(int depth, boolean object) {
    if (depth == 1 && field == Field.MATTER) {
      matter = false;
    }
    inner(depth, object ? "{…}" : "[…]");
  }

  /// Something inside of a member: an element of the messages, or the value of an option.
  private void inner(int depth, Object value) {
    if (depth != 2) {
      return;
    }
    if (field == Field.MATTER) {
      matter = true;
    } else if (field == Field.OPTIONS && option != null) {
      loading.put(option, value.toString());
    }
  }
}
