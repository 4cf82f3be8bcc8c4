package dev.homeport.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/// The agent's plist is one as it stands.
class LaunchdPlistTest {
  private Map<?, ?> plist = Map.of();

  @BeforeEach
  void read() throws Exception {
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    // Apple's grammar is on a server; nothing here asks for it.
    builder.setEntityResolver((_, _) -> new InputSource(new StringReader("")));
    var file = Checkout.REPOSITORY.resolve("launchd/dev.homeport.daemon.plist").toFile();
    Element root = builder.parse(file).getDocumentElement();
    assertThat(root.getTagName()).isEqualTo("plist");
    assertThat(root.getAttribute("version")).isEqualTo("1.0");
    assertThat(children(root)).hasSize(1);
    plist = (Map<?, ?>) value(children(root).getFirst());
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
  void agentRunsTheDaemonAgainAfterABadEndOnly() {
    assertThat(plist.get("Label")).isEqualTo("dev.homeport.daemon");
    assertThat((List<?>) plist.get("ProgramArguments")).last().isEqualTo("daemon");
    assertThat(plist.get("KeepAlive")).isEqualTo(Map.of("SuccessfulExit", false));
  }

  @Test
  void runningAnswersGetTheirThirtySeconds() {
    assertThat((Long) plist.get("ExitTimeOut")).isGreaterThan(30);
  }

  @Test
  void tokensAreNotSlowedDown() {
    assertThat(plist.get("ProcessType")).isEqualTo("Interactive");
    assertThat(plist.get("LegacyTimers")).isEqualTo(true);
  }

  @Test
  void environmentHasNoSecret() {
    assertThat((Map<?, ?>) plist.get("EnvironmentVariables"))
        .extracting(Map::keySet)
        .isEqualTo(java.util.Set.of("PATH", "TAILSCALE_BE_CLI"));
  }
}
