package dev.homeport.contract;

import java.util.List;
import java.util.stream.Collectors;

/// What a model says, and how it ends, in nobody's dialect.
///
/// @param steps in the order in which they are made; each is a frame of its own where a provider
///   streams
/// @param counting when the provider tells what was used
public record Script(List<Step> steps, Ending ending, Counting counting, Tokens tokens) {
  /// The usual count.
  public static final Tokens TOKENS = new Tokens(21, 13, 5, 0);

  /// One thing that a model makes.
  public sealed interface Step {
    /// Words.
    record Text(String text) implements Step {}

    /// Words of its thinking.
    record Thinking(String text) implements Step {}

    /// It says no, where that is apart from what it says else.
    record Refusal(String text) implements Step {}

    /// It calls a tool.
    ///
    /// @param arguments a JSON object, as text
    record Call(String tool, String arguments) implements Step {}
  }

  /// How it is over.
  public sealed interface Ending {
    /// As an answer.
    record Done(Why why) implements Ending {}

    /// As an answer, at a text that was to end it.
    record AtStop(String text) implements Ending {}

    /// With an error in its middle, in the provider's own shape.
    record Broken(String message) implements Ending {}

    /// Without any end: the body is over, and nothing says so.
    record Silent() implements Ending {}

    /// With a refusal in place of an answer: nothing was made.
    record Refused(int status, String message) implements Ending {}

    /// With somebody else's page of HTML.
    record Page(int status) implements Ending {}
  }

  /// Why an answer is over.
  public enum Why {
    STOP,
    LENGTH,
    FILTERED
  }

  /// When a provider says what was used.
  public enum Counting {
    /// As it usually does.
    USUAL,
    /// Never.
    NEVER,
    /// On the frame that says why it is over.
    WITH_FINISH,
    /// In a frame of its own, the last.
    APART,
    /// On every frame, growing.
    ALWAYS
  }

  /// What was used.
  ///
  /// @param prompt all of the prompt
  /// @param answer all of the answer
  /// @param cached how much of the prompt was cached
  /// @param thinking how much of the answer was thinking
  public record Tokens(long prompt, long answer, long cached, long thinking) {}

  /// A script that ends as a whole answer.
  public static Script of(Step... steps) {
    return new Script(List.of(steps), new Ending.Done(Why.STOP), Counting.USUAL, TOKENS);
  }

  /// A script that says these words.
  public static Script saying(String... words) {
    return of(List.of(words).stream().map(Step.Text::new).toArray(Step[]::new));
  }

  /// A script without a step.
  public static Script only(Ending ending) {
    return new Script(List.of(), ending, Counting.USUAL, TOKENS);
  }

  /// The same with another end.
  public Script ending(Ending other) {
    return new Script(steps, other, counting, tokens);
  }

  /// The same, counted otherwise.
  public Script counted(Counting other) {
    return new Script(steps, ending, other, tokens);
  }

  /// The same with other numbers.
  public Script using(Tokens other) {
    return new Script(steps, ending, counting, other);
  }

  /// All of its words.
  public String text() {
    return steps.stream()
        .map(step -> step instanceof Step.Text(String text) ? text : "")
        .collect(Collectors.joining());
  }

  /// All of its thinking.
  public String thinking() {
    return steps.stream()
        .map(step -> step instanceof Step.Thinking(String text) ? text : "")
        .collect(Collectors.joining());
  }

  /// All of its refusal.
  public String refusal() {
    return steps.stream()
        .map(step -> step instanceof Step.Refusal(String text) ? text : "")
        .collect(Collectors.joining());
  }

  /// All of its calls.
  public List<Step.Call> calls() {
    return steps.stream().filter(Step.Call.class::isInstance).map(Step.Call.class::cast).toList();
  }

  /// Whether it ends as an answer.
  public boolean isWhole() {
    return ending instanceof Ending.Done || ending instanceof Ending.AtStop;
  }
}
