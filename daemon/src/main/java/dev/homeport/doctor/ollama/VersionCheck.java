package dev.homeport.doctor.ollama;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import java.util.List;

/// Whether Ollama is new enough for all that passes through.
public record VersionCheck(Behind ollama) implements Check {
  /// The first with `/v1/responses` (wire.md A.4).
  private static final List<Integer> NEEDED = List.of(0, 13, 3);

  @Override
  public String id() {
    return "ollama.version";
  }

  @Override
  public List<String> needs() {
    return List.of("ollama.alive");
  }

  @Override
  public Outcome look() {
    String version = ollama.version().find().orElse("");
    if (version.isEmpty()) {
      return Outcome.skip("it does not say its version");
    }
    return isOlder(version)
        ? Outcome.warn(
            version + " is too old for /v1/responses, which came with 0.13.3", ollama.upgrade())
        : Outcome.ok(version);
  }

  /// Whether it comes before the needed one; a number that makes no sense does not.
  static boolean isOlder(String version) {
    String[] parts = version.split("[.+-]", -1);
    for (int i = 0; i < NEEDED.size(); i++) {
      int part = i < parts.length && parts[i].matches("\\d{1,6}") ? Integer.parseInt(parts[i]) : -1;
      if (part < 0 || part > NEEDED.get(i)) {
        return false;
      }
      if (part < NEEDED.get(i)) {
        // What is built by hand calls itself 0.0.0.
        return !version.startsWith("0.0.0");
      }
    }
    return false;
  }
}
