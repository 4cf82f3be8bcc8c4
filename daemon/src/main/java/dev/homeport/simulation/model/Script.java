package dev.homeport.simulation.model;

import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Decides what a model says: the same to the same question, always plausible, never in doubt about
/// being simulated.
///
/// A tool is called when the prompt has its name or one of the words that it is made of; JSON after
/// the name is taken for the arguments. "Count to 500" makes a long answer.
public final class Script {
  private static final int MOST_COUNTED = 100_000;

  /// Eight characters. The length of the conversation goes into an id, so turns do not share one.
  private static final long ID_SPACE = 36L * 36 * 36 * 36 * 36 * 36 * 36 * 36;

  private static final Pattern COUNT = Pattern.compile("(?i)count(?: up)? to (\\d{1,6})");

  private static final List<String> SENTENCES =
      List.of(
          "A real model would think about it; this one picks its sentences from a list.",
          "What you see is how an answer arrives: word by word, at the speed of a small model.",
          "Every byte took the same way that a real answer takes – from client to daemon and back.",
          "Start Ollama, and the very same question is answered by a model of your own.",
          "Words like naïve, Größe, 東京 and 🙂 are in it so that nothing gets lost on the way.",
          "If you close the connection now, the simulation notices at once and stops talking.",
          "Nothing of it is true, of course, except that it is simulated.");

  private Script() {}

  /// What it says, all of it.
  public static List<Piece> of(Question question) {
    var pieces = new ArrayList<Piece>();
    if (question.thinks()) {
      words("This is simulated thinking: the question has " + question.prompt().length())
          .forEach(word -> pieces.add(new Piece.Thought(word)));
      pieces.add(new Piece.Thought(" characters."));
    }
    List<Piece.Call> calls = calls(question);
    if (!calls.isEmpty()) {
      pieces.addAll(calls);
      return pieces;
    }
    words(upToStop(text(question), question.stops()))
        .forEach(word -> pieces.add(new Piece.Text(word)));
    return pieces;
  }

  private static String text(Question question) {
    if (question.json()) {
      return question.schema().names().isEmpty()
          ? new JsonFields().put("simulated", true).put("answer", "no model is here").toString()
          : Example.object(question.schema(), question.prompt()).toString();
    }
    Matcher count = COUNT.matcher(question.prompt());
    if (count.find()) {
      int most = Math.min(MOST_COUNTED, Integer.parseInt(count.group(1)));
      return "Simulated counting: "
          + IntStream.rangeClosed(1, most)
              .mapToObj(String::valueOf)
              .collect(Collectors.joining(" "))
          + ".";
    }
    var text = new StringBuilder("This is a simulated answer; no model is running here. ");
    String prompt = question.prompt().strip();
    if (!prompt.isEmpty()) {
      String beginning = prompt.length() > 60 ? prompt.substring(0, 60).strip() + "…" : prompt;
      text.append("You said: “").append(beginning).append("” ");
    }
    var random = new Random(prompt.hashCode());
    int first = random.nextInt(SENTENCES.size());
    for (int i = 0; i < 3; i++) {
      text.append(SENTENCES.get((first + i) % SENTENCES.size())).append(' ');
    }
    return text.toString().strip();
  }

  private static String upToStop(String text, List<String> stops) {
    int end = text.length();
    for (String stop : stops) {
      int at = stop.isEmpty() ? -1 : text.indexOf(stop);
      if (at >= 0) {
        end = Math.min(end, at);
      }
    }
    return text.substring(0, end);
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("(?<=\\s)", -1));
  }

  private static List<Piece.Call> calls(Question question) {
    String prompt = question.prompt();
    List<Question.Tool> named =
        question.tools().stream().filter(tool -> prompt.contains(tool.name())).toList();
    List<Question.Tool> called =
        named.isEmpty()
            ? question.tools().stream().filter(tool -> isMeant(tool, prompt)).limit(1).toList()
            : named;
    var calls = new ArrayList<Piece.Call>();
    for (Question.Tool tool : called) {
      int index = calls.size();
      long seed = prompt.hashCode() + question.promptLength() * 1_000_003L + index;
      String id = "call_" + Long.toString(Math.floorMod(seed * 0x9e3779b97f4aL, ID_SPACE), 36);
      calls.add(new Piece.Call(index, id, tool.name(), arguments(tool, prompt)));
    }
    return calls;
  }

  private static boolean isMeant(Question.Tool tool, String prompt) {
    String lower = prompt.toLowerCase(Locale.ROOT);
    for (String word : tool.name().toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)) {
      if (word.length() > 3 && lower.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static JsonFields arguments(Question.Tool tool, String prompt) {
    int at = prompt.indexOf(tool.name());
    if (at >= 0) {
      String rest = prompt.substring(at + tool.name().length()).strip();
      if (rest.startsWith("{")
          && JsonObject.parse(rest) instanceof JsonObject.Parsed.Good(var given)) {
        return given.fields();
      }
    }
    return Example.object(tool.parameters(), prompt);
  }
}
