package dev.homeport.access.guess;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where requests come from.
class SourceTest {
  @Test
  void tailscaledSaysWhoTheStrangerIs() {
    // As recorded: whatever the stranger sent himself, tailscaled put its own in the place.
    assertThat(Source.of("127.0.0.1", "203.0.113.7")).isEqualTo("203.0.113.7");
    assertThat(Source.of("127.0.0.1", "100.64.0.3")).isEqualTo("100.64.0.3");
    assertThat(Source.of("::1", "fd7a:115c:a1e0::3")).isEqualTo("fd7a:115c:a1e0::3");
    assertThat(Source.of("[::1]", "203.0.113.7")).isEqualTo("203.0.113.7");
  }

  @Test
  void otherProxyAddsItsOwnAtTheEnd() {
    assertThat(Source.of("127.0.0.1", "6.6.6.6, 203.0.113.7")).isEqualTo("203.0.113.7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "203.0.113.7,", "evil.example.com", "1.2.3.4:80", "\n"})
  void whatIsNoAddressIsNotTaken(String forwarded) {
    assertThat(Source.of("127.0.0.1", forwarded)).isEqualTo("127.0.0.1");
  }

  @Test
  void headerFromElsewhereIsNotRead() {
    assertThat(Source.of("192.168.1.5", "127.0.0.1")).isEqualTo("192.168.1.5");
    assertThat(Source.of("127.0.0.1", null)).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7,               203.0.113.7",
    "::ffff:203.0.113.7,        203.0.113.7",
    "2001:db8:1:2:3:4:5:6,      2001:db8:1:2::/64",
    "2001:db8:1:2::1,           2001:db8:1:2::/64",
    "[2001:db8:1:2::1],         2001:db8:1:2::/64",
    "fe80::1%en0,               fe80:0:0:0::/64",
    "::1,                       ::1",
    "no address,                an unreadable address",
  })
  void wholeNetworkOfIpv6CountsAsOne(String address, String group) {
    assertThat(Source.group(address)).isEqualTo(group);
  }
}
