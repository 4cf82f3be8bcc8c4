package dev.homeport.store.ledger;

import static dev.homeport.store.ledger.Rowing.NOON;
import static dev.homeport.store.ledger.Rowing.count;
import static dev.homeport.store.ledger.Rowing.paid;
import static dev.homeport.store.ledger.Rowing.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.fake.RealPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The book in a real PostgreSQL.
class PostgresBookTest extends BookContract {
  private final RealPostgres server = RealPostgres.here();
  private String address = "";

  @BeforeEach
  void database() throws SQLException {
    address = server.database();
  }

  @Override
  JdbcBook opening() throws IOException {
    return PostgresBook.open(address);
  }

  @Override
  void sql(String words) throws SQLException {
    server.sql(address, words);
  }

  @Override
  String manyRows(int count) {
    return """
    INSERT INTO homeport_ledger (id, at, key_name, tenant_id, dialect, provider, model, attempts,
      total_millis, estimated, cost, status, outcome)
    SELECT 'r' || i, timestamptz '2026-11-24T12:00:00Z' - i * interval '1 second', 'bot',
      't' || (i %% 1000), 'openai', 'gemini', 'm', 1, 5, false, i, 200, 'answered'
    FROM generate_series(1, %d) AS i
    """
        .formatted(count);
  }

  @Override
  void makeNewer() throws SQLException {
    sql("INSERT INTO homeport_ledger_schema (version) VALUES (2)");
  }

  @Test
  void roleThatDoesNotOwnTheTableSeesTheRowsOfItsTenant() throws Exception {
    open()
        .append(
            List.of(
                paid(NOON, "1", "bot", "acme", 1L),
                paid(NOON, "2", "bot", "umbrella", 1L),
                paid(NOON, "3", "bot", null, 1L)));
    server.sql(
        address,
        "DROP ROLE IF EXISTS reader",
        "CREATE ROLE reader LOGIN",
        "GRANT ALL ON homeport_ledger TO reader");
    try (Connection reader = server.connect(address, "reader")) {
      assertThat(ids(reader)).isEmpty();
      reader.createStatement().execute("SET homeport.tenant = 'acme'");
      assertThat(ids(reader)).containsExactly("1");
      reader.createStatement().execute("SET homeport.tenant = ''");
      assertThat(ids(reader)).isEmpty();
      reader.createStatement().execute("SET homeport.tenant = 'umbrella'");
      assertThat(reader.createStatement().executeUpdate("DELETE FROM homeport_ledger")).isZero();
      assertThatThrownBy(
              () ->
                  reader
                      .createStatement()
                      .execute(
                          "INSERT INTO homeport_ledger SELECT * FROM homeport_ledger ON CONFLICT DO NOTHING"))
          .hasMessageContaining("row-level security");
    } finally {
      server.sql(address, "DROP OWNED BY reader", "DROP ROLE reader");
    }
    assertThat(count(open())).isEqualTo(3);
  }

  private static List<String> ids(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var answer = statement.executeQuery("SELECT id FROM homeport_ledger ORDER BY id")) {
      var ids = new ArrayList<String>();
      while (answer.next()) {
        ids.add(answer.getString(1));
      }
      return ids;
    }
  }

  @Test
  void serverThatDiesIsToldAndFoundAgain() throws Exception {
    Book book = open();
    book.append(List.of(row("1")));
    assertThat(count(book)).isEqualTo(1);
    server.kill();
    try {
      String gone = "the ledger in " + book.where() + " cannot be reached: ";
      assertThatThrownBy(() -> book.append(List.of(row("2")))).hasMessageStartingWith(gone);
      assertThatThrownBy(() -> book.append(List.of(row("2"))))
          .hasMessage(gone + "connection refused");
      assertThatThrownBy(() -> count(book)).hasMessageStartingWith(gone);
      assertThatThrownBy(this::open).hasMessage(gone + "connection refused");
    } finally {
      server.restart();
    }
    book.append(List.of(row("2")));
    assertThat(count(book)).isEqualTo(2);
  }

  @Test
  void wordsAboutAWrongPasswordDoNotHaveIt() throws Exception {
    server.sql(
        address,
        "DROP ROLE IF EXISTS " + RealPostgres.GUARDED,
        "CREATE ROLE " + RealPostgres.GUARDED + " LOGIN SUPERUSER PASSWORD 'p@ss/w?rd#%1+'");
    String place = address.substring(address.indexOf('@') + 1);
    String right = "postgresql://guarded:p%40ss%2Fw%3Frd%23%251+@" + place;
    try (Book book = PostgresBook.open(right)) {
      assertThat(book.where()).isEqualTo("postgresql://" + place);
    }
    PostgresBook.open(
            "jdbc:postgresql://"
                + place
                + "?user=guarded&password=p%40ss%2Fw%3Frd%23%251+&sslmode=prefer&pgbouncer=true")
        .close();
    assertThatThrownBy(() -> PostgresBook.open("postgres://guarded:hunter2@" + place))
        .hasMessage(
            "the ledger in postgresql://" + place + " does not accept the user or the password");
    assertThatThrownBy(() -> PostgresBook.open("postgres://guarded:hunter2@127.0.0.1:1/db"))
        .hasMessage(
            "the ledger in postgresql://127.0.0.1:1/db cannot be reached: connection refused");
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    assertThatThrownBy(() -> PostgresBook.open(address + "x"))
        .hasMessageEndingWith(" is not there: the server has no such database");
    assertThatThrownBy(() -> PostgresBook.open(address + "?sslmode=require"))
        .hasMessageContaining("cannot be reached: ")
        .hasMessageContaining("SSL");
    server.sql(address, "DROP ROLE IF EXISTS poor", "CREATE ROLE poor LOGIN");
    assertThatThrownBy(() -> PostgresBook.open(address.replace("postgres@", "poor@")))
        .hasMessageContaining("may not be used like this: the user must own the table");
  }
}
