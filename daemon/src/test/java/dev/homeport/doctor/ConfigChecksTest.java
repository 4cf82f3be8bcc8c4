package dev.homeport.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Inputs;
import dev.homeport.config.Loaded;
import dev.homeport.config.Loader;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.door.Auth;
import dev.homeport.config.router.RouterRole;
import dev.homeport.config.source.SecretStore;
import dev.homeport.config.table.Setting;
import dev.homeport.config.value.Listen;
import dev.homeport.doctor.Outcome.State;
import dev.homeport.doctor.config.AccessCheck;
import dev.homeport.doctor.config.Placeholder;
import dev.homeport.doctor.config.SettingsCheck;
import dev.homeport.doctor.config.VariablesCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigChecksTest {
  @TempDir private Path folder;

  private Outcome env(String text) throws IOException {
    Files.writeString(folder.resolve(".env"), text);
    return new VariablesCheck(folder.resolve(".env"), Map.of()).look();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "OPENROUTER_API_KEY=               | warn | is empty, which counts as not set | give"
            + " OPENROUTER_API_KEY its value",
        "OPENROUTER_API_KEY=sk-or-v1-...   | fail | holds a placeholder | put the real one into"
            + " OPENROUTER_API_KEY",
        "GEMINI_API_KEY=your-key-here      | fail | holds a placeholder | into GEMINI_API_KEY",
        "GEMINI_API_KEY=\"changeme\" # yes | fail | holds a placeholder | into GEMINI_API_KEY",
        "OPENAI_API_KEY=\"'sk-abc123'\"    | fail | keeps its quotes | OPENAI_API_KEY=… without"
            + " quotes",
        "OPENAI_API_KEY=“sk-abc123”        | fail | keeps its quotes | without quotes",
        "OPENAI_API_KEY = sk-abc123        | warn | has blanks around its = | without blanks in"
            + " line 1",
        "export OPENAI_API_KEY=sk-abc123   | warn | has export before it | take export out of line"
            + " 1",
        "OPENROUTR_API_KEY=sk-abc123       | warn | means nothing; OPENROUTER_API_KEY does | write"
            + " OPENROUTER_API_KEY in line 1",
        "openai_api_key=sk-abc123          | warn | means nothing; OPENAI_API_KEY does | write"
            + " OPENAI_API_KEY",
      })
  void mistakeInALineIsNamedWithItsRemedy(String line, String state, String what, String fix)
      throws IOException {
    Outcome outcome = env(line + "\n");
    assertThat(outcome.state().word()).isEqualTo(state);
    assertThat(outcome.what()).contains(":1: ", what).doesNotContain("abc123");
    assertThat(outcome.fix()).contains(fix).doesNotContain("abc123");
  }

  @Test
  void everyVariableOfTheSettingsIsKnown() throws IOException {
    Map<String, String> providers =
        Stream.of("OPENROUTER", "GEMINI", "OPENAI", "ANTHROPIC", "OLLAMA_CLOUD")
            .collect(Collectors.toMap(name -> name + "_API_KEY", _ -> "sk-abc123"));
    var env = new TreeMap<>(providers);
    env.put("OLLAMA_BASE_URL", "http://127.0.0.1:1");
    env.put("GIGACHAT_CREDENTIALS", "abc:def");
    var inputs = Inputs.of(env, folder, List.of(), folder, SecretStore.none());
    var names = new TreeSet<String>();
    for (Loader<?> loader : List.of(DaemonRole.LOADER, RouterRole.LOADER)) {
      assertThat(loader.load(inputs))
          .isInstanceOfSatisfying(
              Loaded.Good.class,
              good -> {
                for (Setting<?> setting : ((Loaded.Good<?>) good).table().settings()) {
                  names.addAll(setting.variables());
                }
              });
    }
    names.removeIf(name -> name.startsWith("HOMEPORT_") || name.equals("PORT"));
    assertThat(names).hasSizeGreaterThan(30);
    for (String name : names) {
      assertThat(env(name.toLowerCase(Locale.ROOT) + "=abc\n").what())
          .contains("means nothing; " + name + " does");
    }
  }

  @Test
  void fileOfAnotherSystemIsToldOnce() throws IOException {
    Outcome outcome = env("\uFEFFA=1\r\nOPENAI_API_KEY=sk-abc123\r\n");
    assertThat(outcome.state()).isEqualTo(State.WARN);
    assertThat(outcome.what()).contains("byte order mark", "line ends of Windows").hasLineCount(2);
    assertThat(outcome.fix())
        .isEqualTo(
            "perl -pi -e 's/^\\xEF\\xBB\\xBF//' '%1$s'\nperl -pi -e 's/\\r$//' '%1$s'"
                .formatted(folder.resolve(".env")));
  }

  @Test
  void nameThatStandsTwiceIsNamed() throws IOException {
    Outcome outcome = env("OPENAI_API_KEY=sk-abc123\n#\nOPENAI_API_KEY=sk-abc124\n");
    assertThat(outcome.what()).contains(":3: OPENAI_API_KEY stands in line 1 already");
    assertThat(outcome.fix()).startsWith("take line 1 out of");
  }

  @Test
  void fileThatIsWrittenWellIsWell() throws IOException {
    assertThat(
            env("""
                    # comment

                    OPENAI_API_KEY=sk-proj-0f3a
                    OLLAMA_BASE_URL="https://a.b"
                    OLLAMA_MODELS=/models
                    MY_OWN_KEY=
                    DATABASE_URL = x
                    """)
                .state())
        .isEqualTo(State.OK);
    assertThat(new VariablesCheck(folder.resolve("none"), Map.of()).look().what())
        .isEqualTo("there is no none");
  }

  @Test
  void variablesOfTheProcessAreReadToo() {
    Outcome outcome =
        new VariablesCheck(
                folder.resolve("none"),
                Map.of(
                    "OPENAI_API_KEY",
                    "\"sk-abc123\"",
                    "GEMINI_API_KEY",
                    "<your key>",
                    "OTHER_KEY",
                    "<x>"))
            .look();
    assertThat(outcome.what())
        .isEqualTo(
            "environment GEMINI_API_KEY holds a placeholder, not a secret\n"
                + "environment OPENAI_API_KEY keeps its quotes as a part of its value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-or-v1-...",
        "your-key-here",
        "xxx",
        "changeme",
        "<…>",
        "YOUR_API_KEY",
        "sk-or-v1-xxxxxxxx",
        "***",
        "replace-me",
        "sk-…",
        "client_id:client_secret",
        "insert-key",
        "{{ key }}"
      })
  void wordInThePlaceOfASecretIsOne(String text) {
    assertThat(Placeholder.is(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-or-v1-0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY",
        "hp_4f2k9s8d7f6g5h4j3k2l1",
        "MDE5MmY5ZjAtNDY4Mi03:YjJkLWE0ZTYtYjI3",
        "myhome-2b7c91",
        "e3f1.xxx.9a"
      })
  void secretIsNone(String text) {
    assertThat(Placeholder.is(text)).isFalse();
  }

  private Inputs inputs(String yaml) throws IOException {
    if (!yaml.isEmpty()) {
      Files.writeString(folder.resolve("homeport.yaml"), yaml);
    }
    return Inputs.of(Map.of(), folder, List.of(), folder.resolve("state"), SecretStore.none());
  }

  private Outcome settings(String yaml) throws IOException {
    return new SettingsCheck("daemon", DaemonRole.LOADER.load(inputs(yaml))).look();
  }

  @Test
  void everyProblemOfTheConfigurationIsShownWithWhatWouldBeRight() throws IOException {
    Outcome outcome = settings("daemon:\n  lisen: 127.0.0.1:1\n  limits: { queue: many }\n");
    assertThat(outcome.state()).isEqualTo(State.FAIL);
    assertThat(outcome.what())
        .contains("homeport.yaml:2", "homeport.yaml:3")
        .endsWith("what follows goes by what is built in");
    assertThat(outcome.fix()).contains("did you mean daemon.listen?");
  }

  @Test
  void doubtsAreShownButForThoseThatOthersLookAt() throws IOException {
    assertThat(settings("daemon:\n  alerts: [ { webhook: https://a.b/1, on: [ budget ] } ]\n"))
        .satisfies(
            outcome -> {
              assertThat(outcome.state()).isEqualTo(State.WARN);
              assertThat(outcome.what()).contains("budget cannot happen on this daemon");
            });
    assertThat(settings("daemon:\n  auth: none\n").state()).isEqualTo(State.OK);
  }

  @Test
  void rightConfigurationSaysWhichFilesWereRead() throws IOException {
    assertThat(settings("").what()).isEqualTo("no homeport.yaml; what is built in holds");
    Files.writeString(folder.resolve(".env"), "A=1\n");
    assertThat(settings("daemon:\n  limits: { queue: 3 }\n").what())
        .isEqualTo("read " + folder.resolve(".env") + ", " + folder.resolve("homeport.yaml"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "false, 0.0.0.0,   tailscale, ok,   keys are needed,                           -",
        "true,  127.0.0.1, -,         warn, every program on this machine may use its, unset"
            + " HOMEPORT_DAEMON_AUTH",
        "true,  0.0.0.0,   -,         fail, ANYBODY who reaches 0.0.0.0:8888,          take auth:"
            + " none out of the daemon section",
        "true,  127.0.0.1, tailscale, fail, ANYBODY ON THE INTERNET,                   take auth:"
            + " none out",
      })
  void openDoorIsToldTheLouderTheMoreCanEnter(
      boolean open, String host, String tunnel, String state, String what, String fix) {
    Outcome outcome =
        new AccessCheck("daemon", new Auth(open, false), new Listen(host, 8888), tunnel).look();
    assertThat(outcome.state().word()).isEqualTo(state);
    assertThat(outcome.what()).contains(what);
    if (fix == null) {
      assertThat(outcome.fix()).isNull();
    } else {
      assertThat(outcome.fix()).contains(fix);
    }
  }
}
