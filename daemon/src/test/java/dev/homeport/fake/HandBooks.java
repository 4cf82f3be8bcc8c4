package dev.homeport.fake;

import dev.homeport.server.admin.Books;
import dev.homeport.store.ledger.Query;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A ledger that says what a test puts into it, and remembers what it was asked.
public final class HandBooks implements Books {
  private final List<Query> asked = new CopyOnWriteArrayList<>();

  /// What is said next; written by tests, read by requests.
  private volatile Summed says = new Summed.Off();

  private volatile @Nullable Standing standing;

  /// Says this from now on.
  public void says(Summed next) {
    says = next;
  }

  /// Stands so from now on.
  public void stands(@Nullable Standing next) {
    standing = next;
  }

  /// What was asked last.
  public Query asked() {
    return asked.getLast();
  }

  @Override
  public Summed sum(Query query) {
    asked.add(query);
    return says;
  }

  @Override
  public @Nullable Standing standing() {
    return standing;
  }
}
