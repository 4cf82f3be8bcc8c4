package dev.homeport.client;

import dev.homeport.client.NodeModules.Installed;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Skips a class, and says why, where the libraries of `src/test/clients` are not to be had.
///
/// A condition, because an assumption before all tests of a class is in nobody's report.
final class NeedsNpm implements ExecutionCondition {
  /// Looked for once in a process, whose classes may be run one by one.
  private static final class Once {
    static final Installed INSTALLED = install();
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (context.getTestMethod().isPresent()) {
      return ConditionEvaluationResult.enabled("the class decides");
    }
    return switch (Once.INSTALLED) {
      case Installed.Ready _ -> ConditionEvaluationResult.enabled("installed");
      case Installed.Absent(String why) -> ConditionEvaluationResult.disabled(why);
    };
  }

  private static Installed install() {
    try {
      return NodeModules.install();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Installed.Absent("interrupted");
    }
  }
}
