package dev.homeport.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses as people have them.
class PostgresAddressTest {
  @Test
  void addressOfAPoolerIsReadWhole() throws IOException {
    var address =
        PostgresAddress.read(
            "postgresql://postgres.abcdef:s3cr%40t@aws-0-eu.pooler.example.com:6543/postgres?sslmode=require");
    assertThat(address.url())
        .isEqualTo("jdbc:postgresql://aws-0-eu.pooler.example.com:6543/postgres");
    assertThat(address.where()).isEqualTo("postgresql://aws-0-eu.pooler.example.com:6543/postgres");
    assertThat(address.settings())
        .containsEntry("user", "postgres.abcdef")
        .containsEntry("password", "s3cr@t")
        .containsEntry("sslmode", "require")
        .containsEntry("prepareThreshold", "0")
        .containsEntry("socketTimeout", "5");
    assertThat(address).hasToString(address.where());
  }

  @Test
  void credentialsMayStandBehindTheQuestionMark() throws IOException {
    var address =
        PostgresAddress.read(
            "jdbc:postgresql://db.example.com/ledger?user=me&password=a+b&connectTimeout=9");
    assertThat(address.settings())
        .containsEntry("user", "me")
        .containsEntry("password", "a+b")
        .containsEntry("connectTimeout", "9");
    assertThat(address.where()).isEqualTo("postgresql://db.example.com/ledger");
  }

  @Test
  void passwordThatIsNotWrittenAsItShouldIsReadWhereThereIsNoDoubt() throws IOException {
    var address = PostgresAddress.read("postgresql://me:a/b@c:d@host/db");
    assertThat(address.settings()).containsEntry("password", "a/b@c:d");
    assertThat(address.where()).isEqualTo("postgresql://host/db");
  }

  @Test
  void severalHostsAndLongAddressesAreHosts() throws IOException {
    assertThat(PostgresAddress.read("postgres://a:1,b:2/x").where())
        .isEqualTo("postgresql://a:1,b:2/x");
    assertThat(PostgresAddress.read("postgres://u@[::1]:5432/x").where())
        .isEqualTo("postgresql://[::1]:5432/x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://me:hunter2@host/db",
        "hunter2",
        "postgresql://me:hunter2",
        "postgresql://me:hun?ter2@host/db",
        "postgresql://me:hunter2%zz@host/db",
        "postgresql://me:hunter2@ho st/db",
        "postgresql://me:hunter2@host:port/db",
        "postgresql://host/db/hunter2",
      })
  void wordsAboutAWrongOneSayWhatIsRightAndNothingOfIt(String text) {
    assertThatThrownBy(() -> PostgresAddress.read(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("postgresql://user:password@host:5432/database")
        .hasMessageNotContaining("hunter2")
        .hasMessageNotContaining("ter2");
    assertThat(PostgresBook.where(text)).isEqualTo("a PostgreSQL");
  }
}
