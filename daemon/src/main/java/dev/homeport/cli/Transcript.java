package dev.homeport.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// A conversation with what runs, step by step: what is asked, what comes, and whether that is what
/// should come.
final class Transcript {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SHOWN = 160;

  private final PrintWriter out;
  private int passed;
  private int failed;

  Transcript(PrintWriter out) {
    this.out = out;
  }

  /// Plays one scene of it.
  void play(String title, Trial with, List<Step> steps) {
    out.println((passed + failed == 0 ? "" : System.lineSeparator()) + "## " + title);
    steps.forEach(step -> play(step, with));
  }

  /// Says how it went; true when every answer was the right one.
  boolean end() {
    out.println();
    out.println(passed + " passed, " + failed + " failed");
    out.flush();
    return failed == 0;
  }

  private void play(Step step, Trial with) {
    out.println();
    out.println("# " + step.says());
    out.println("$ " + curl(step, with.url()));
    var asking = new Asking(with.url(), step.keyed() ? with.key() : null, PATIENCE);
    String body = step.body();
    Asking.Said said = body == null ? asking.get(step.target()) : asking.post(step.target(), body);
    boolean right = said instanceof Asking.Said.Answered answered && step.right().test(answered);
    out.println("  " + shown(said));
    out.println(right ? "  ok" : "  NOT what should come");
    out.flush();
    if (right) {
      passed++;
    } else {
      failed++;
    }
  }

  private static String curl(Step step, URI base) {
    var words = new StringBuilder("curl ").append(base).append(step.target());
    if (step.keyed()) {
      words.append(" -H \"Authorization: Bearer $KEY\"");
    }
    if (step.body() != null) {
      words.append(" -d '").append(step.body()).append('\'');
    }
    return words.toString();
  }

  private static String shown(Asking.Said said) {
    return switch (said) {
      case Asking.Said.Nothing(String why) -> "no answer: " + why;
      case Asking.Said.Answered answered -> {
        String provider = answered.field("Homeport-Provider");
        yield answered.status()
            + (answered.pieces() > 1 ? " in " + answered.pieces() + " pieces" : "")
            + (provider.isEmpty() ? "" : ", Homeport-Provider: " + provider)
            + "  "
            + shortened(answered.text());
      }
    };
  }

  private static String shortened(String text) {
    String line = text.replace('\n', ' ').strip();
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
