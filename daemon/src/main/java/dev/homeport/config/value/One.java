package dev.homeport.config.value;

import dev.homeport.config.source.Node;
import dev.homeport.config.source.Problem;
import java.util.List;
import java.util.function.Function;

/// A kind whose values are one text each.
public final class One<T> implements Kind<T> {
  /// What a text turned out to be.
  public sealed interface Judged<T> {
    /// A value.
    record Right<T>(T value) implements Judged<T> {}

    /// None.
    ///
    /// @param why goes on after the value: "is not a size"
    /// @param right what to write instead
    record Wrong<T>(String why, String right) implements Judged<T> {}
  }

  private final String right;
  private final Function<String, Judged<T>> reader;
  private final Function<T, String> printer;

  /// A kind of these functions.
  public One(String right, Function<String, Judged<T>> reader, Function<T, String> printer) {
    this.right = right;
    this.reader = reader;
    this.printer = printer;
  }

  /// Judges a text alone.
  public Judged<T> judge(String text) {
    return reader.apply(text);
  }

  @Override
  public Read<T> read(Node node) {
    return switch (node) {
      case Node.Text text ->
          switch (judge(text.text())) {
            case Judged.Right<T>(T value) -> new Read.Good<>(value);
            case Judged.Wrong<T>(String why, String better) -> bad(text.isWrong(why, better));
          };
      case Node.Items _ -> bad(node.problem("a list stands where one value should", right));
      case Node.Fields _ -> bad(node.problem("a section stands where one value should", right));
      case Node.Nothing _ -> bad(node.problem("nothing stands where a value should", right));
    };
  }

  private static <T> Read<T> bad(Problem problem) {
    return new Read.Bad<>(List.of(problem));
  }

  @Override
  public String print(T value) {
    return printer.apply(value);
  }

  @Override
  public String right() {
    return right;
  }
}
