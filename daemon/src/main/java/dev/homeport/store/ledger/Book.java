package dev.homeport.store.ledger;

import java.io.IOException;
import java.util.List;

/// The rows, where they are kept. Used by one writer and by many readers.
public interface Book extends AutoCloseable {
  /// Writes these rows, all or none; one that is there already stays as it is. When it returns they
  /// are kept, whatever happens to this process.
  void append(List<Row> rows) throws IOException;

  /// Sums the rows that a question is about, those with the most money first, then with the most
  /// requests.
  List<Line> sum(Query query) throws IOException;

  /// Where it is, without credentials.
  String where();

  @Override
  void close();
}
