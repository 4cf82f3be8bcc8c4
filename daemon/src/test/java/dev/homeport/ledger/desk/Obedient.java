package dev.homeport.ledger.desk;

import dev.homeport.store.ledger.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A hand that does at once what it is given, unless the book is away, or it is to hang.
final class Obedient implements Hand {
  /// What is in the book.
  final Map<String, Row> book = new LinkedHashMap<>();

  /// What it was given, in order.
  final List<Work> given = new ArrayList<>();

  /// Why the book is away; nothing where it is there.
  @Nullable String away;

  /// Whether it says nothing of what it does.
  boolean hangs;

  /// How many old rows there are to forget.
  int old;

  private @Nullable Work work;

  @Override
  public void give(Work next) {
    if (work != null) {
      throw new IllegalStateException("it is still at " + work);
    }
    work = next;
    given.add(next);
  }

  @Override
  public @Nullable Outcome take() {
    Work now = work;
    if (now == null || hangs) {
      return null;
    }
    work = null;
    if (away != null) {
      return new Outcome.Failed(away);
    }
    return switch (now) {
      case Work.Write(var rows) -> written(rows);
      case Work.Copy(var piece) -> written(piece.rows());
      case Work.Forget(_, int most) -> {
        int forgotten = Math.min(old, most);
        old -= forgotten;
        yield new Outcome.Done(forgotten);
      }
    };
  }

  private Outcome written(List<Row> rows) {
    rows.forEach(row -> book.putIfAbsent(row.id(), row));
    return new Outcome.Done(rows.size());
  }
}
