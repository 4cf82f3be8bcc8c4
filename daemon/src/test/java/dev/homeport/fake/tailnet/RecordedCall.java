package dev.homeport.fake.tailnet;

import dev.homeport.wire.JsonObject;
import dev.homeport.wire.JsonObject.Parsed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One call of the real `tailscale`, as it was recorded.
///
/// @param name group and case, as the index lists it
/// @param words what stood after `tailscale`
/// @param exit its exit status, where it ended by itself
/// @param blocks whether it was still running when the recorder lost patience
public record RecordedCall(
    String name,
    List<String> words,
    @Nullable Integer exit,
    boolean blocks,
    Duration took,
    String stdout,
    String stderr) {
  private static final Path FOLDER = Path.of("src/test/resources/tailscale");

  /// All of them, read when the first is asked for.
  private static final class Shelf {
    static final Map<String, RecordedCall> ALL = read();
  }

  /// Copies the words.
  public RecordedCall {
    words = List.copyOf(words);
  }

  /// The one of that name.
  public static RecordedCall named(String name) {
    RecordedCall call = Shelf.ALL.get(name);
    if (call == null) {
      throw new IllegalArgumentException("there is no recording " + name);
    }
    return call;
  }

  /// Whether there is one of that name.
  public static boolean exists(String name) {
    return Shelf.ALL.containsKey(name);
  }

  /// All of them, by name.
  public static List<RecordedCall> all() {
    return List.copyOf(Shelf.ALL.values());
  }

  /// What nobody could record: a text on stdout and an exit status.
  static RecordedCall told(String name, int exit, String stdout) {
    return new RecordedCall(name, List.of(), exit, false, Duration.ZERO, stdout, "");
  }

  /// The words as one line.
  public String line() {
    return String.join(" ", words);
  }

  private static Map<String, RecordedCall> read() {
    var all = new TreeMap<String, RecordedCall>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
        for (String line : Files.readAllLines(file)) {
          RecordedCall call = of(line);
          all.put(call.name(), call);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static RecordedCall of(String line) {
    if (!(JsonObject.parse(line) instanceof Parsed.Good(JsonObject call))) {
      throw new IllegalStateException("no recording: " + line);
    }
    List<String> argv = call.texts("argv");
    return new RecordedCall(
        call.text("name", ""),
        argv.subList(1, argv.size()),
        call.has("exit") ? (int) call.number("exit", 0) : null,
        call.flag("stillRunningAtDeadline", false),
        Duration.ofMillis(call.number("wallMs", 0)),
        call.text("stdout", ""),
        call.text("stderr", ""));
  }
}
