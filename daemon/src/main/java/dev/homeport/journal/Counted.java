package dev.homeport.journal;

import dev.homeport.journal.Event.AccountBlocked;
import dev.homeport.journal.Event.AccountFreed;
import dev.homeport.journal.Event.Asked;
import dev.homeport.journal.Event.BudgetReached;
import dev.homeport.journal.Event.FellBack;
import dev.homeport.journal.Event.OfRouter;
import dev.homeport.journal.Event.Succeeded;
import dev.homeport.journal.Event.Unanswered;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/// The lines of which people count who answered: their words are an interface.
final class Counted {
  /// How the well-known write themselves; others are called as the settings do.
  private static final Map<String, String> PROPER =
      Map.of(
          "ollama", "Ollama",
          "ollama-cloud", "Ollama Cloud",
          "openrouter", "OpenRouter",
          "gemini", "Gemini",
          "openai", "OpenAI",
          "anthropic", "Anthropic",
          "gigachat", "GigaChat");

  /// How each of these lines begins, with the blank behind it.
  private static final String BEGINNING = "LLM ";

  /// What would make another line of it, another field, or another event.
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}|]|(?<=LLM) ");

  private static final int LONGEST = 120;

  private Counted() {}

  /// Writes the line of an event that has one.
  static void line(OfRouter event, Logger log) {
    switch (event) {
      case Asked(String id, String wish, var route, String model) ->
          log.info(
              "LLM request | provider={} ({}) | id={} | model={}",
              wish,
              String.join("→", route),
              id,
              field(model));
      case FellBack(String id, String from, String to, String cause) ->
          log.warn(
              "{} failed, trying {} fallback... | cause={} | id={}",
              proper(from),
              proper(to),
              cause,
              id);
      case Succeeded(String id, String provider, boolean fallback, Duration time) ->
          log.info(
              "LLM success | provider={}{} | time={} | id={}",
              provider,
              fallback ? " (fallback)" : "",
              seconds(time),
              id);
      case Unanswered(String id, String provider, String cause, Duration time) ->
          log.warn(
              "LLM failed | provider={} | cause={} | time={} | id={}",
              provider,
              cause,
              seconds(time),
              id);
      case AccountBlocked _, AccountFreed _, BudgetReached _ -> {}
    }
  }

  /// What a client has written, without what is unfit for one field of such a line.
  private static String field(String text) {
    String clean = UNFIT.matcher(text).replaceAll("?");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
  }

  /// Writes what stands in a line from a place on so that nobody who looks for the words of these
  /// lines finds it: clients name models and users as they please. It is text within quotes, and
  /// read as JSON it is as it was.
  static void disguise(StringBuilder line, int from) {
    for (int at = line.indexOf(BEGINNING, from); at >= 0; at = line.indexOf(BEGINNING, at)) {
      line.replace(at + BEGINNING.length() - 1, at + BEGINNING.length(), "\\u0020");
    }
  }

  private static String proper(String provider) {
    return PROPER.getOrDefault(provider, provider);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2fs", time.toMillis() / 1000.0);
  }
}
