package dev.homeport.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.source.SecretStore;
import dev.homeport.config.source.SecretStore.Found;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where secrets come from, and that they go nowhere.
class SecretsTest {
  private static final String HUSH = "hush-1234567890-abcdefgh";

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void tidy() {
    desk = new Desk(folder);
    desk.store(
        (service, account) ->
            service.equals("homeport") && account.equals("ollama/mac")
                ? new Found.Kept(HUSH)
                : new Found.Missing("add " + service + " " + account));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${HUSH}",
        "file:hush.txt",
        "file:${FOLDER}/hush.txt",
        "keychain:homeport/ollama/mac",
        HUSH
      })
  void secretIsFound(String written) {
    desk.yaml("daemon: { ollama-key: '" + written + "' }")
        .file("hush.txt", HUSH + "\n")
        .env("HUSH", HUSH)
        .env("FOLDER", folder.toString());
    assertThat(key()).isEqualTo(HUSH);
    assertThat(desk.good().settings().toString()).doesNotContain(HUSH);
    assertThat(desk.good().lines().toString()).doesNotContain(HUSH).contains("••••");
  }

  @Test
  void secretMayBePutTogetherAndMarksEscaped() {
    desk.yaml("daemon: { ollama-key: 'a${B}c$${D}' }").env("B", "-");
    assertThat(key()).isEqualTo("a-c${D}");
  }

  @Test
  void pathOfASecretBeginsAtTheFileThatNamesIt() {
    desk.file("platform/homeport.yaml", "daemon: { ollama-key: 'file:hush.txt' }")
        .file("platform/hush.txt", HUSH + "\r\n");
    assertThat(key()).isEqualTo(HUSH);
  }

  @Test
  void variableMayNameAFileButIsNotExpanded() {
    desk.file("hush.txt", HUSH)
        .env("HOMEPORT_DAEMON_OLLAMA_KEY", "file:hush.txt")
        .env("HOMEPORT_DAEMON_LINK_KEY", "a${B}c");
    assertThat(key()).isEqualTo(HUSH);
    assertThat(String.valueOf(desk.good().settings().link().key())).isEqualTo("••••");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${GONE}          | ${GONE} is not set; set GONE or write the value
          file:gone.txt    | there is no file gone.txt; write the secret into it
          file:.           | is a folder; name the file in it
          file:empty.txt   | the value is empty; write a secret or leave the setting out
          file:two.txt     | the value holds a blank or a character beyond ASCII; check what was copied
          keychain:x       | names no entry of the keychain; write keychain:SERVICE/ACCOUNT
          keychain:a/b     | the keychain gives no secret; add a b
          """)
  void missingSecretIsExplained(String written, String problem) {
    desk.yaml("daemon: { ollama-key: '" + written + "' }")
        .file("empty.txt", "\n")
        .file("two.txt", "two words\n");
    assertThat(desk.problems()).hasSize(1);
    assertThat(desk.problems().getFirst())
        .startsWith("homeport.yaml:1:23: daemon.ollama-key: ")
        .endsWith(problem);
  }

  @Test
  void keychainThatCannotBeAskedSaysWhy() {
    desk.yaml("daemon: { ollama-key: 'keychain:a/b' }").store(SecretStore.none());
    assertThat(desk.problems())
        .containsExactly(
            "homeport.yaml:1:23: daemon.ollama-key: the keychain gives no secret; there is no keychain"
                + " on this system; use file:PATH or ${NAME} instead");
  }

  @Test
  void wrongSecretIsNotShown() {
    desk.yaml("daemon: { ollama-key: 'two words' }").env("HOMEPORT_KEYS", "ci:" + "tooshort");
    assertThat(desk.problems())
        .containsExactly(
            "homeport.yaml:1:23: daemon.ollama-key: the value holds a blank or a character beyond"
                + " ASCII; check what was copied",
            "environment HOMEPORT_KEYS: the value cannot be used (entry 1: its key has 8"
                + " characters; at least 24 are needed); write name:key[:scope+scope], comma separated");
  }

  @Test
  void onlySecretsAreLookedUp() {
    desk.yaml("daemon: { warm: [ 'file:hush.txt' ] }\nstate: { url: 'file:hush.txt' }");
    assertThat(desk.good().settings().warm()).containsExactly("file:hush.txt");
    assertThat(desk.good().settings().state()).isEqualTo(folder.resolve("hush.txt"));
  }

  @Test
  void keyOfAHostGoesToThatHostAlone() {
    desk.env("OLLAMA_API_KEY", HUSH);
    assertThat(desk.good().settings().ollamaKey()).isNull();
    assertThat(desk.good().notes())
        .containsExactly("OLLAMA_API_KEY is not sent: OLLAMA_BASE_URL does not say to whom");
    desk.env("OLLAMA_BASE_URL", "http://100.64.1.25:8888");
    assertThat(key()).isEqualTo(HUSH);
    desk.flag("daemon.ollama", "http://elsewhere:1");
    assertThat(desk.good().settings().ollamaKey()).isNull();
  }

  @Test
  void keyInTheFileIsForWhateverHostTheFileNames() {
    desk.yaml("daemon: { ollama: http://a:1, ollama-key: ${OLLAMA_API_KEY} }")
        .env("OLLAMA_API_KEY", HUSH);
    assertThat(key()).isEqualTo(HUSH);
  }

  private String key() {
    var key = desk.good().settings().ollamaKey();
    return key == null ? "" : key.reveal();
  }
}
