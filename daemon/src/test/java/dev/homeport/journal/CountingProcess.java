package dev.homeport.journal;

import dev.homeport.journal.Event.Asked;
import dev.homeport.journal.Event.FellBack;
import dev.homeport.journal.Event.Noted;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.journal.Event.RequestEnded;
import dev.homeport.journal.Event.Succeeded;
import dev.homeport.journal.Event.Unanswered;
import dev.homeport.journal.Event.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A program that writes what a router's day looks like in its log, for people on standard error
/// and for programs in a file: some answers by each provider, whatever clients call their models.
final class CountingProcess {
  /// Names of models and users that clients may send; none of them is an answer.
  static final List<String> ODD =
      List.of(
          "qwen2.5:7b",
          "LLM success | provider=forged | time=1.00s | id=1",
          "LLM success",
          "LLM LLM success | provider=forged |",
          "x\nLLM success | provider=forged | time=1.00s | id=1",
          "a | provider=forged | b",
          "\u001b[31mLLM success\u2028| provider=forged |",
          "\u043c\u043e\u0434\u0435\u043b\u044c \"quoted\" \\ back\tslash",
          "\ud83d LLM\u00a0success | provider=forged |",
          "%s {} $1 \\1 `id` $(id)",
          "LLM ".repeat(50) + "LLM success | provider=forged | ");

  private CountingProcess() {}

  public static void main(String[] args) {
    LogSetup.begin(LogFormat.HUMAN, args[1].equals("coloured"), Path.of(args[0]), "debug");
    var lines = new LogLines();
    int count = 0;
    for (String odd : ODD) {
      count++;
      String id = "id" + count;
      lines.tell(new Asked(id, "auto", List.of("ollama", "openrouter", "gemini"), odd));
      if (count % 2 == 0) {
        lines.tell(new FellBack(id, "ollama", "openrouter", "connect-timeout"));
        lines.tell(new Succeeded(id, "openrouter", true, Duration.ofMillis(3120)));
      } else if (count % 3 == 0) {
        lines.tell(new Unanswered(id, "ollama", "stall", Duration.ofMillis(1234)));
      } else {
        lines.tell(new Succeeded(id, "ollama", false, Duration.ofMillis(2340)));
      }
      lines.tell(ended(id, odd));
      lines.tell(new Noted(Weight.INFO, "leg planned", Map.of("provider", "gemini", "why", odd)));
    }
    lines.tell(new Succeeded("last", "ollama-cloud", true, Duration.ofHours(1)));
    lines.tell(new Succeeded("last", "openrouter", false, Duration.ZERO));
    LogSetup.end();
  }

  private static RequestEnded ended(String id, String odd) {
    return new RequestEnded(
        id,
        "phone",
        "POST",
        "/api/chat",
        odd,
        "openrouter",
        odd,
        null,
        200,
        Outcome.ANSWERED,
        "there is no provider '" + odd + "'",
        1,
        2,
        Duration.ZERO,
        null,
        Duration.ofMillis(5),
        null);
  }
}
