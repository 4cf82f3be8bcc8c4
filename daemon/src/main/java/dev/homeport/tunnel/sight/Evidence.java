package dev.homeport.tunnel.sight;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What was seen of one layer.
///
/// @param what in words, with the values seen: an address, a version, a name
/// @param took how long it took to see, where that says something
public record Evidence(Layer layer, Mark mark, String what, @Nullable Duration took) {
  /// How it looks.
  public enum Mark {
    /// As it should.
    FINE,
    /// It works, and somebody should know this.
    WARNS,
    /// It does not work.
    FAILS,
    /// It could not be seen, or nobody looked.
    UNSEEN;

    /// The word for people and programs.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// The one that counts where something was seen twice: the worse one, and any before what was
    /// not seen.
    private Mark and(Mark other) {
      Mark worse = compareTo(other) < 0 ? other : this;
      return worse != UNSEEN ? worse : compareTo(other) < 0 ? this : other;
    }
  }

  /// A layer that is as it should be.
  public static Evidence fine(Layer layer, String what) {
    return new Evidence(layer, Mark.FINE, what, null);
  }

  /// One that works, with something to know.
  public static Evidence warns(Layer layer, String what) {
    return new Evidence(layer, Mark.WARNS, what, null);
  }

  /// One that does not work.
  public static Evidence fails(Layer layer, String what) {
    return new Evidence(layer, Mark.FAILS, what, null);
  }

  /// One that was not seen, and why.
  public static Evidence unseen(Layer layer, String why) {
    return new Evidence(layer, Mark.UNSEEN, why, null);
  }

  /// The same, with how long it took.
  public Evidence in(Duration duration) {
    return new Evidence(layer, mark, what, duration);
  }

  /// This and something else that was seen of the same layer.
  public Evidence and(Evidence more) {
    Duration longest =
        took == null || (more.took != null && more.took.compareTo(took) > 0) ? more.took : took;
    return new Evidence(layer, mark.and(more.mark), what + "; " + more.what, longest);
  }
}
