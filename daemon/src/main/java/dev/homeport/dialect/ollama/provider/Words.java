package dev.homeport.dialect.ollama.provider;

import dev.homeport.chat.Complaint.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What Ollama's error texts mean. The first that fits counts, so the narrow ones come first.
final class Words {
  private record Meaning(Pattern text, Kind kind) {}

  private static final List<Meaning> MEANINGS =
      List.of(
          means(
              "exceeds? .*context|exceed_context_size|longer than the context"
                  + "|exceeded max context|context length exceeded",
              Kind.CONTEXT),
          means("^raw mode", Kind.BAD_REQUEST),
          means(
              "does not support|image input is not supported|not supported for this model"
                  + "|missing data required for image",
              Kind.CAPABILITY),
          means("usage limit|quota", Kind.QUOTA),
          means("concurren|request slot|requests wait already", Kind.CONCURRENCY),
          means("requires? a subscription|cloud is disabled", Kind.NO_MODEL),
          means("extra usage|balance is empty|payment required", Kind.CREDIT),
          means("^unauthorized$|invalid api key|not signed in", Kind.KEY),
          means("^model '' not found|^model is required|invalid model name", Kind.BAD_REQUEST),
          means("model ['\"].*['\"] not found|no such model", Kind.NO_MODEL),
          means(
              "^invalid format|^option \"|^template: |illegal base64|failed to parse grammar"
                  + "|image: unknown format|failed to decode image|^json: cannot",
              Kind.BAD_REQUEST),
          means("overloaded|server busy|maximum pending requests", Kind.OVERLOADED));

  private Words() {}

  private static Meaning means(String regex, Kind kind) {
    return new Meaning(Pattern.compile(regex), kind);
  }

  /// What is meant, where the words say it.
  static Optional<Kind> kind(String said) {
    String lower = said.toLowerCase(Locale.ROOT);
    return MEANINGS.stream()
        .filter(meaning -> meaning.text().matcher(lower).find())
        .map(Meaning::kind)
        .findFirst();
  }
}
