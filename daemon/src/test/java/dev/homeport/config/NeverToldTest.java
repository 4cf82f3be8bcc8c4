package dev.homeport.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.router.RouterRole;
import dev.homeport.config.table.Setting.Trait;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is wrong with a file, the reader survives it and no secret comes out.
class NeverToldTest {
  private static final String HUSH = "hUsH0123456789";
  private static final String FILE =
      """
      daemon:
        ollama-key: hUsH0123456789
        link: { router: wss://r.example.com/link, key: hUsH0123456789 }
        listen: ${ADDRESS}
        ollama: http://me:hUsH0123456789@host
      router:
        providers:
          openai: { key: hUsH0123456789, title: x }
          gigachat: { credentials: 'a:hUsH0123456789' }
          home: { url: http://me:hUsH0123456789@host }
        alerts: [ { webhook: https://host/hUsH0123456789 }, { telegram: hUsH0123456789 } ]
      state: { ledger: 'postgres://u:hUsH0123456789@h', url: 'redis://:hUsH0123456789@h:x' }
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("seeds")
  void brokenFileIsExplainedWithoutItsSecrets(long seed) {
    var random = new Random(seed);
    var desk = new Desk(folder).env("ADDRESS", HUSH);
    for (int i = 0; i < 40; i++) {
      desk.yaml(broken(random));
      assertNotTold(DaemonRole.LOADER.load(desk.inputs()));
      assertNotTold(RouterRole.LOADER.load(desk.inputs()));
    }
  }

  private static void assertNotTold(Loaded<?> loaded) {
    assertThat(loaded.toString()).doesNotContain(HUSH);
    if (loaded instanceof Loaded.Good<?> good) {
      assertThat(good.lines().toString()).doesNotContain(HUSH);
    }
  }

  /// The file with a few marks put in that mean something to YAML, but none inside a secret or the
  /// name of a setting: who renames a secret's setting has not written a secret.
  private static String broken(Random random) {
    var text = new StringBuilder(FILE);
    for (int i = random.nextInt(4); i >= 0; i--) {
      String line = FILE.lines().skip(random.nextInt(11)).findFirst().orElseThrow();
      int at = text.indexOf(line);
      if (at >= 0) {
        int[] ends = {at, at + line.length(), at + line.length() - line.stripLeading().length()};
        String[] marks = {
          "\t", " ", "- ", "{", "}", "[", "]", "\"", "'", "&a ", "*a", "!t ", "#", ": "
        };
        text.insert(ends[random.nextInt(3)], marks[random.nextInt(marks.length)]);
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void everySecretOfTheTableIsMasked(String path) {
    var good = new Desk(folder).flag(path, HUSH).good();
    assertThat(good.lines())
        .filteredOn(line -> line.path().equals(path))
        .allSatisfy(line -> assertThat(line.value()).isEqualTo("••••"));
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  static Stream<String> secrets() {
    return DaemonRole.LOADER.role().starter().table().settings().stream()
        .filter(setting -> setting.is(Trait.SECRET) && !setting.is(Trait.VARIABLE_ONLY))
        .map(setting -> setting.path())
        .filter(path -> !path.equals("daemon.alerts"));
  }
}
