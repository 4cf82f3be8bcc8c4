package dev.homeport.fake.tailnet;

import dev.homeport.fake.Programs;
import dev.homeport.fake.tailnet.Script.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A program `tailscale` that plays recordings of the real one: what it prints, how it exits, and
/// what the machine is like afterwards. It is a few lines of shell with a table per state, and a
/// call of it takes a few milliseconds.
///
/// Words that no recording covers in the state of the moment end with status 97 and are listed in
/// [#unexpected].
public final class FakeTailscale {
  /// The name that the recordings have for the node.
  public static final String NAME = "my-mac.tail1234.ts.net";

  /// The one that they have after it was renamed.
  public static final String NEW_NAME = "renamed.tail1234.ts.net";

  private static final String[] PROGRAM = {
    "d=\"${0%/*}/tailscale.d\"",
    "if [ -t 0 ]; then in=terminal; elif [ -c /dev/stdin ]; then in=eof; else in=open; fi",
    "read -r state < \"$d/state\"",
    "printf '%s\\t%s\\t%s\\t%s\\n' \"$state\" \"$TAILSCALE_BE_CLI\" $in \"$*\" >> \"$d/calls.txt\"",
    "if [ -e \"$d/app\" ] && [ \"$TAILSCALE_BE_CLI\" != 1 ]; then",
    "  cat \"$d/app\"; exit 0",
    "fi",
    "r= b= w=0 x=0 n=$state",
    ". \"$d/$state.sh\"",
    "if [ -z \"$r\" ]; then",
    "  printf '%s: %s\\n' \"$state\" \"$*\" >> \"$d/unexpected.txt\"",
    "  echo \"no recording of '$*' in the state $state\" >&2",
    "  exit 97",
    "fi",
    "[ \"$w\" = 0 ] || sleep \"$w\"",
    "if [ \"$n\" != \"$state\" ]; then",
    // Somebody who changed it meanwhile goes first.
    "  read -r now < \"$d/state\"",
    "  if [ \"$now\" = \"$state\" ]; then",
    "    echo \"$n\" > \"$d/state.$$\" && mv -f \"$d/state.$$\" \"$d/state\"",
    "  fi",
    "fi",
    "[ ! -s \"$d/$r.out\" ] || cat \"$d/$r.out\"",
    "[ ! -s \"$d/$r.err\" ] || cat \"$d/$r.err\" >&2",
    "[ -z \"$b\" ] || exec sleep 600",
    "exit $x"
  };

  private final Path data;
  private final Path program;

  /// The tables and recordings that are there already; one thread of a test writes.
  private final Set<String> written = new HashSet<>();

  private Duration longest = Duration.ZERO;
  private Spellings spellings = new Spellings(443, 8888);
  private Played played =
      new Played(
          443, 8888, Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(180)));

  /// What was called.
  ///
  /// @param words what stood after `tailscale`
  /// @param asCli whether `TAILSCALE_BE_CLI` was 1
  /// @param stdin `eof`, `open` or `terminal`
  public record Call(State state, String words, boolean asCli, String stdin) {}

  private FakeTailscale(Programs programs, String name) {
    try {
      program = programs.put(name, PROGRAM);
      data = Files.createDirectories(program.resolveSibling("tailscale.d"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    becomes(State.FUNNELLED);
  }

  /// One among these programs, funnelled.
  public static FakeTailscale in(Programs programs) {
    return new FakeTailscale(programs, "tailscale");
  }

  /// The program of the app in this folder, which takes itself for the app where `TAILSCALE_BE_CLI`
  /// does not say otherwise.
  public static FakeTailscale asApp(Path folder) {
    try {
      Files.createDirectories(folder);
      var tailscale = new FakeTailscale(new Programs(folder), "Tailscale");
      RecordedCall gui =
          Script.in(State.of(Node.GUI_FAILED, Entries.NONE), tailscale.spellings).getFirst().call();
      Files.writeString(tailscale.data.resolve("app"), gui.stdout());
      return tailscale;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// From now on our public port is that one, and our port here this.
  public FakeTailscale ports(int publicPort, int localPort) {
    spellings = new Spellings(publicPort, localPort);
    played = new Played(publicPort, localPort, played.expiry());
    return anew();
  }

  /// From now on keys that are good expire then.
  public FakeTailscale keyExpires(Instant at) {
    played =
        new Played(played.publicPort(), played.localPort(), at.truncatedTo(ChronoUnit.SECONDS));
    return anew();
  }

  /// From now on keys expire as they did when they were recorded.
  public FakeTailscale keyExpiresAsRecorded() {
    played = new Played(played.publicPort(), played.localPort(), null);
    return anew();
  }

  /// From now on a call takes as long as it took, but never longer than this; it begins with not at
  /// all.
  public FakeTailscale lasting(Duration most) {
    longest = most;
    return anew();
  }

  private FakeTailscale anew() {
    written.clear();
    return becomes(state());
  }

  /// From now on the machine is like this.
  public FakeTailscale becomes(State state) {
    var open = new ArrayDeque<>(List.of(state));
    while (!open.isEmpty()) {
      State next = open.remove();
      if (written.add(next.word())) {
        List<Line> lines = Script.in(next, spellings);
        table(next, lines);
        lines.forEach(line -> open.add(line.next()));
      }
    }
    replace("state", state.word() + "\n");
    return this;
  }

  /// A line of shell that makes the machine like this, for other programs of a test.
  public String shellBecoming(State state) {
    State now = state();
    becomes(state).becomes(now);
    return "d='%s'; echo %s > \"$d/state.$$\" && mv -f \"$d/state.$$\" \"$d/state\""
        .formatted(data, state.word());
  }

  private void table(State at, List<Line> lines) {
    var text = new StringBuilder("case \"$*\" in\n");
    for (Line line : lines) {
      RecordedCall call = line.call();
      String file = call.name().replace('/', '.');
      if (written.add(file)) {
        recording(file + ".out", call.stdout());
        recording(file + ".err", call.stderr());
      }
      Duration took = call.took().compareTo(longest) > 0 ? longest : call.took();
      text.append(
              line.spellings().isEmpty()
                  ? "*"
                  : line.spellings().stream()
                      .map(words -> "'" + words + "'")
                      .collect(Collectors.joining("|")))
          .append(") r=")
          .append(file);
      if (call.blocks()) {
        text.append(" b=1");
      } else if (!took.isZero()) {
        text.append(String.format(Locale.ROOT, " w=%.3f", took.toMillis() / 1000.0));
      }
      Integer exit = call.exit();
      text.append(" x=").append(exit == null ? 0 : exit);
      text.append(" n=").append(line.next().word()).append(" ;;\n");
    }
    replace(at.word() + ".sh", text.append("esac\n").toString());
  }

  private void recording(String name, String text) {
    if (!text.isEmpty()) {
      replace(name, played.text(text));
    }
  }

  /// In one step, so that a call never reads half of it.
  private void replace(String name, String text) {
    try {
      Path fresh = Files.createTempFile(data, "fresh", "");
      Files.writeString(fresh, text);
      Files.move(fresh, data.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How the machine is.
  public State state() {
    return State.named(lines("state").getFirst());
  }

  /// Where the program is.
  public Path program() {
    return program;
  }

  /// What was called, in order.
  public List<Call> calls() {
    return lines("calls.txt").stream().map(FakeTailscale::call).toList();
  }

  /// The words of the calls that were not there to read.
  public List<String> changes() {
    return calls().stream()
        .map(Call::words)
        .filter(words -> !words.matches("(funnel |serve )?status.*|version.*|ip.*|wait.*|debug.*"))
        .toList();
  }

  /// What was called and is not in the recordings.
  public List<String> unexpected() {
    return lines("unexpected.txt");
  }

  private static Call call(String line) {
    String[] parts = line.split("\t", 4);
    return new Call(State.named(parts[0]), parts[3], parts[1].equals("1"), parts[2]);
  }

  private List<String> lines(String name) {
    try {
      Path file = data.resolve(name);
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
