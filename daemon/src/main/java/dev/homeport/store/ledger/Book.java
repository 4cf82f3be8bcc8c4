package dev.homeport.store.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// The rows, where they are kept. Used by one writer and by many readers.
public interface Book extends AutoCloseable {
  /// How many lines an answer has at most; where there would be more, the last one is [#REST].
  int MOST_LINES = 1000;

  /// The name of the line that all lines together come to which are too many to be told.
  String REST = "…";

  /// Writes these rows, all or none; one that is there already stays as it is. When it returns they
  /// are kept, whatever happens to this process.
  void append(List<Row> rows) throws IOException;

  /// Sums the rows that a question is about, those with the most money first, then with the most
  /// requests.
  List<Line> sum(Query query) throws IOException;

  /// Deletes rows that are older than this, the oldest first; says how many, which is less than
  /// `most` where none is left.
  int forget(Instant before, int most) throws IOException;

  /// Where it is, without credentials.
  String where();

  @Override
  void close();
}
