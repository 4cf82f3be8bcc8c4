package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeftOutTest {
  @Test
  void namesAreTold() {
    assertThat(LeftOut.told(List.of("web_search", "mcp_server files")))
        .isEqualTo("web_search, mcp_server files");
  }

  /// With a type of 60 000 letters the answer's head was too large, and nothing was answered.
  @Test
  void nobodysNamesFillTheHead() {
    String told = LeftOut.told(Collections.nCopies(10_000, "w".repeat(60_000)));
    assertThat(told).hasSizeLessThan(1200).endsWith("w and 9984 more");
  }

  @Test
  void whatAHeaderCannotSayIsLeftBlank() {
    assertThat(LeftOut.told(List.of("a\r\nX: 1", "\u2028ä,😀"))).isEqualTo("a  X: 1,      ");
  }
}
