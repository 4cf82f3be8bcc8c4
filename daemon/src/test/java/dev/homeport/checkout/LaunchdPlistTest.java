package dev.homeport.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.homeport.install.launchd.Plist;
import dev.homeport.install.launchd.PlistKeys;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/// The lists of `launchd/` are valid as they stand, every one of them.
class LaunchdPlistTest {
  private static final String SEARCH_PATH =
      "/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

  private static final Path FOLDER = Checkout.REPOSITORY.resolve("launchd");

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Map<?, ?> read(String name) throws Exception {
    return read(FOLDER.resolve(name));
  }

  private static Map<?, ?> read(Path file) throws Exception {
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    // Apple's grammar is on a server; nothing here asks for it.
    builder.setEntityResolver((_, _) -> new InputSource(new StringReader("")));
    Element root = builder.parse(file.toFile()).getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("plist");
    assertThat(root.getAttribute("version")).isEqualTo("1.0");
    assertThat(children(root)).hasSize(1);
    return (Map<?, ?>) value(children(root).getFirst());
  }

  private static List<Element> children(Element parent) {
    var found = new ArrayList<Element>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  /// What an element means; anything that a plist does not have fails.
  private static Object value(Element element) {
    return switch (element.getTagName()) {
      case "string" -> element.getTextContent();
      case "integer" -> Long.valueOf(element.getTextContent());
      case "true" -> true;
      case "false" -> false;
      case "array" -> children(element).stream().map(LaunchdPlistTest::value).toList();
      case "dict" -> {
        var map = new LinkedHashMap<String, Object>();
        List<Element> words = children(element);
        for (int i = 0; i < words.size(); i += 2) {
          assertThat(words.get(i).getTagName()).isEqualTo("key");
          assertThat(map.put(words.get(i).getTextContent(), value(words.get(i + 1)))).isNull();
        }
        yield map;
      }
      default -> throw new AssertionError("a plist has no <" + element.getTagName() + ">");
    };
  }

  @Test
  void thereIsOneForTheDaemonAndOneForOllama() throws IOException {
    assertThat(files().stream().map(file -> file.getFileName().toString()))
        .containsExactly("dev.homeport.daemon.plist", "dev.homeport.ollama.plist");
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyKeyIsDocumentedAndOfItsType(Path file) throws Exception {
    Map<?, ?> plist = read(file);
    assertThat(file.getFileName()).hasToString(plist.get("Label") + ".plist");
    switch (Plist.parse(Files.readString(file))) {
      case Plist.Parsed.Good(Plist ours) -> {
        assertThat(ours.values()).as("two parsers").isEqualTo(plist);
        assertThat(PlistKeys.problems(ours)).isEmpty();
      }
      case Plist.Parsed.Bad(String why) -> throw new AssertionError(why);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void nobodyButTheOwnerMayWriteIt(Path file) throws IOException {
    assertThat(Files.getPosixFilePermissions(file))
        .doesNotContain(PosixFilePermission.OTHERS_WRITE);
  }

  @ParameterizedTest
  @MethodSource("files")
  void appleFindsNothingWrong(Path file) throws Exception {
    Path plutil = Path.of("/usr/bin/plutil");
    assumeTrue(Files.isExecutable(plutil), "this machine has no plutil");
    Process lint = new ProcessBuilder(plutil.toString(), "-lint", file.toString()).start();
    assertThat(lint.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(lint.exitValue()).isZero();
  }

  @ParameterizedTest
  @MethodSource("files")
  void tokensAreNotSlowedDown(Path file) throws Exception {
    assertThat(read(file).get("ProcessType")).isEqualTo("Interactive");
    assertThat(read(file).get("LegacyTimers")).isEqualTo(true);
  }

  @Test
  void agentRunsTheDaemonAgainAfterABadEndOnly() throws Exception {
    Map<?, ?> plist = read("dev.homeport.daemon.plist");
    assertThat((List<?>) plist.get("ProgramArguments")).last().isEqualTo("daemon");
    assertThat(plist.get("KeepAlive")).isEqualTo(Map.of("SuccessfulExit", false));
  }

  @Test
  void runningAnswersGetTheirThirtySeconds() throws Exception {
    assertThat((Long) read("dev.homeport.daemon.plist").get("ExitTimeOut")).isGreaterThan(30);
  }

  @Test
  void environmentHasNoSecretAndOllamaNoOpenDoor() throws Exception {
    assertThat(read("dev.homeport.daemon.plist").get("EnvironmentVariables"))
        .isEqualTo(Map.of("PATH", SEARCH_PATH, "TAILSCALE_BE_CLI", "1"));
    assertThat(read("dev.homeport.ollama.plist").get("EnvironmentVariables"))
        .isEqualTo(Map.of("PATH", SEARCH_PATH, "OLLAMA_HOST", "127.0.0.1:11434"));
  }
}
