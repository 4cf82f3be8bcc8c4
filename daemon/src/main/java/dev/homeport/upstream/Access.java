package dev.homeport.upstream;

import dev.homeport.wire.Field;
import java.util.List;

/// What a provider wants to see before it answers.
public interface Access {
  /// What is shown, or why there is nothing to show.
  sealed interface Shown {
    /// These headers.
    record Headers(List<Field> fields) implements Shown {}

    /// Nothing, because of this.
    record Nothing(String why) implements Shown {}
  }

  /// What to show now; may have to be fetched first.
  Shown show() throws InterruptedException;

  /// What was shown is not accepted; true when something newer can be shown.
  boolean refused(Shown shown);

  /// Nothing is fetched any more.
  default void stop() throws InterruptedException {}

  /// The same for ever.
  static Access of(List<Field> fields) {
    var shown = new Shown.Headers(fields);
    return new Access() {
      @Override
      public Shown show() {
        return shown;
      }

      @Override
      public boolean refused(Shown old) {
        return false;
      }
    };
  }
}
