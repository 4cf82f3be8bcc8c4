package dev.homeport.store.ledger;

import static dev.homeport.store.ledger.Rowing.count;
import static dev.homeport.store.ledger.Rowing.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/// The book in a file of SQLite.
class SqliteBookTest extends BookContract {
  @TempDir Path folder = Path.of("");

  private Path file() {
    return folder.resolve("state/ledger.db");
  }

  @Override
  JdbcBook opening() throws IOException {
    return SqliteBook.open(file());
  }

  private Connection connection() throws SQLException {
    var config = new SQLiteConfig();
    config.setBusyTimeout(5000);
    return config.createConnection("jdbc:sqlite:" + file());
  }

  @Override
  void sql(String words) throws SQLException {
    try (var connection = connection();
        var statement = connection.createStatement()) {
      statement.execute(words);
    }
  }

  @Override
  String manyRows(int count) {
    return """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
    INSERT INTO homeport_ledger (id, at, key_name, tenant_id, dialect, provider, model, attempts,
      total_millis, estimated, cost, status, outcome)
    SELECT 'r' || i, %d - 1000 * i, 'bot', 't' || (i %% 1000), 'openai', 'gemini', 'm', 1, 5, 0, i,
      200, 'answered'
    FROM n
    """
        .formatted(count, Rowing.NOON.toEpochMilli());
  }

  @Override
  void makeNewer() throws SQLException {
    sql("PRAGMA user_version = 2");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void nobodyElseMayReadIt() throws Exception {
    Book book = open();
    book.append(List.of(row("1")));
    assertThat(mode(file().resolveSibling("."))).isEqualTo("rwx------");
    assertThat(mode(file())).isEqualTo("rw-------");
    assertThat(mode(file().resolveSibling("ledger.db-wal"))).isEqualTo("rw-------");
    assertThat(book.where()).isEqualTo("sqlite:" + file());
  }

  @Test
  void fileThatIsNoDatabaseIsLeftAsItIs() throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "my diary\n".repeat(1000));
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is damaged, and is left as it is: move it away");
    assertThat(file()).hasContent("my diary\n".repeat(1000));
  }

  @Test
  void damagedOneIsLeftAsItIs() throws Exception {
    Book book = open();
    book.append(IntStream.range(0, 2000).mapToObj(i -> row("r" + i)).toList());
    book.close();
    byte[] bytes = Files.readAllBytes(file());
    java.util.Arrays.fill(bytes, 4096, bytes.length / 2, (byte) 0x5a);
    Files.write(file(), bytes);
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is damaged, and is left as it is: move it away");
    assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
  }

  @Test
  void databaseOfAnotherProgramIsLeftAsItIs() throws Exception {
    Files.createDirectories(file().getParent());
    sql("CREATE TABLE recipes (name TEXT)");
    byte[] bytes = Files.readAllBytes(file());
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another program's database is there");
    assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
  }

  @Test
  void placeWhereNoFileCanBeIsNamed() throws Exception {
    Files.writeString(folder.resolve("state"), "");
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the ledger in " + file() + " cannot be made");
  }

  @Test
  void fullDiskTakesNoPartOfABatchAndLosesNothing() throws Exception {
    var book = (SqliteBook) open();
    book.append(List.of(row("first")));
    book.limit(20);
    List<Row> rows = IntStream.range(0, 2000).mapToObj(i -> row("r" + i)).toList();
    assertThatThrownBy(() -> book.append(rows))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the disk is full");
    assertThat(count(book)).isEqualTo(1);
    assertThatThrownBy(() -> book.append(rows)).hasMessageContaining("the disk is full");
    book.limit(0);
    book.append(rows);
    assertThat(count(book)).isEqualTo(2001);
  }

  @Test
  void lockedOneIsReadAndIsWrittenLater() throws Exception {
    Book book = open();
    book.append(List.of(row("first")));
    try (var other = connection();
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> book.append(List.of(row("second"))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another program has been writing to it for 2 s");
      assertThat(count(book)).isEqualTo(1);
      statement.execute("COMMIT");
    }
    book.append(List.of(row("second")));
    assertThat(count(book)).isEqualTo(2);
  }
}
