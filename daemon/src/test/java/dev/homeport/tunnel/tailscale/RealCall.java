package dev.homeport.tunnel.tailscale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeport.host.Command.Result;
import dev.homeport.tunnel.tailscale.cli.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One recorded call of the real `tailscale`.
public record RealCall(String name, List<String> arguments, Result result) {
  private static final Path FOLDER = Path.of("src/test/resources/tailscale");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int KILLED = 128 + 9;

  /// All of them.
  public static List<RealCall> all() {
    return Read.ALL;
  }

  /// Read once, when the first test asks.
  private static final class Read {
    static final List<RealCall> ALL = List.copyOf(read());
  }

  private static List<RealCall> read() {
    var calls = new ArrayList<RealCall>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".jsonl")) {
          for (String line : Files.readAllLines(file)) {
            calls.add(of(MAPPER.readTree(line)));
          }
        }
      }
      return calls;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The one of that name.
  public static RealCall of(String name) {
    return all().stream()
        .filter(call -> call.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no recording " + name));
  }

  private static RealCall of(JsonNode line) {
    var argv = new ArrayList<String>();
    line.get("argv").forEach(argument -> argv.add(argument.asText()));
    String out = line.get("stdout").asText();
    String err = line.get("stderr").asText();
    Result result =
        line.path("stillRunningAtDeadline").asBoolean()
            ? new Result.TimedOut(Duration.ofSeconds(10), out, err)
            : new Result.Ran(line.path("exit").asInt(KILLED), out, err);
    return new RealCall(
        line.get("name").asText(), List.copyOf(argv.subList(1, argv.size())), result);
  }

  /// Whether it asks in JSON for these.
  public boolean asksFor(String... words) {
    return arguments.contains("--json")
        && arguments.size() >= words.length
        && arguments.subList(0, words.length).equals(List.of(words));
  }

  /// What it printed.
  public String out() {
    return switch (result) {
      case Result.Ran(_, String out, _) -> out;
      case Result.TimedOut(_, String out, _) -> out;
      case Result.NotFound _ -> "";
    };
  }

  /// The call of ours that is nearest to it; nothing where we never say anything like it.
  public Optional<Call> ours() {
    String verb = arguments.isEmpty() ? "" : arguments.getFirst();
    boolean asks = arguments.contains("status") && arguments.contains("--json");
    return switch (verb) {
      case "status" -> Optional.of(new Call.Status());
      case "funnel", "serve" -> {
        if (asks || arguments.contains("status")) {
          yield Optional.of(new Call.Published());
        }
        yield Optional.of(arguments.contains("off") ? new Call.Off(443) : new Call.On(443, 8888));
      }
      case "up", "login" -> Optional.of(new Call.Up());
      case "down" -> Optional.of(new Call.Down());
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
