package dev.homeport.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.value.One.Judged;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses to listen on, base URLs and origins, right and wrong.
class AddressesTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:8888, 127.0.0.1, 8888",
    "0.0.0.0:0, 0.0.0.0, 0",
    "[::1]:65535, ::1, 65535",
    "localhost:80, localhost, 80",
    "my-mac.local:8888, my-mac.local, 8888",
  })
  void listenAddressIsReadAndPrintedAsTheSame(String text, String host, int port) {
    assertThat(Addresses.LISTEN.judge(text)).isEqualTo(new Judged.Right<>(new Listen(host, port)));
    assertThat(new Listen(host, port)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          8888                | is a port without a host
          :8888               | is a port without a host
          127.0.0.1           | has no port
          [::1]               | has no port
          ::1:8888            | is an IPv6 address without brackets
          127.0.0.1:65536     | has no port between 0 and 65535
          127.0.0.1:-1        | has no port between 0 and 65535
          127.0.0.1:http      | has no port between 0 and 65535
          300.1.1.1:80        | has no host that could be
          127.1:80            | has no host that could be
          [::g]:80            | has no host that could be
          my mac:80           | has no host that could be
          http://127.0.0.1:80 | is a URL
          """)
  void wrongListenAddressIsExplained(String text, String why) {
    assertThat(Addresses.LISTEN.judge(text))
        .isInstanceOfSatisfying(
            Judged.Wrong.class, wrong -> assertThat(wrong.why()).isEqualTo(why));
  }

  @Test
  void barePortIsAnsweredWithWhatWasProbablyMeant() {
    assertThat(Addresses.LISTEN.judge(":8888"))
        .isEqualTo(
            new Judged.Wrong<>(
                "is a port without a host",
                "write 127.0.0.1:8888 for this machine alone, 0.0.0.0:8888 for all"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:11434, http://127.0.0.1:11434",
    "http://127.0.0.1:11434/, http://127.0.0.1:11434",
    "http://127.0.0.1:11434/v1, http://127.0.0.1:11434",
    "http://127.0.0.1:11434/v1/, http://127.0.0.1:11434",
    "HTTPS://My-Mac.tail1234.ts.net, https://my-mac.tail1234.ts.net",
    "http://proxy/ollama/v1, http://proxy/ollama",
    "http://proxy/ollamav1, http://proxy/ollamav1",
    "http://[::1]:11434, http://[::1]:11434",
  })
  void addressOfOllamaIsUnderstood(String text, URI meant) {
    assertThat(Addresses.OLLAMA.judge(text)).isEqualTo(new Judged.Right<>(meant));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          localhost:11434     | has no scheme                  | write http://localhost:11434
          a:b@host            | has no scheme                  | write http://host
          ftp://host          | is not a URL of http or https  | write one such as http://127.0.0.1:11434
          http://             | is not a URL                   | write one such as http://127.0.0.1:11434
          http://a b          | is not a URL                   | write one such as http://127.0.0.1:11434
          http://u:p@host     | holds a user or a password     | leave them out; a key has its own setting
          http://host?x=1     | holds a query or a fragment    | leave away what begins with ? or #
          http://host:99999   | has no host that could be      | write one such as http://127.0.0.1:11434
          http://my_mac:1     | has no host that could be      | write one such as http://127.0.0.1:11434
          """)
  void wrongAddressOfOllamaIsExplained(String text, String why, String right) {
    assertThat(Addresses.OLLAMA.judge(text)).isEqualTo(new Judged.Wrong<>(why, right));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://chat.example.com", "http://localhost:3000", "*", "app://obsidian.md"})
  void originIsKept(String text) {
    assertThat(Addresses.ORIGIN.judge(text)).isEqualTo(new Judged.Right<>(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chat.example.com          | is not an origin       | write SCHEME://HOST or SCHEME://HOST:PORT, such as https://chat.example.com
          https://chat.example.com/ | is more than an origin | write https://chat.example.com
          https://Chat.example.com/a | is more than an origin | write https://chat.example.com
          null                      | is not an origin       | write SCHEME://HOST or SCHEME://HOST:PORT, such as https://chat.example.com
          """)
  void wrongOriginIsExplained(String text, String why, String right) {
    assertThat(Addresses.ORIGIN.judge(text)).isEqualTo(new Judged.Wrong<>(why, right));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:1, 127.0.0.1:1, true",
    "127.0.0.1:1, localhost:1, true",
    "0.0.0.0:1, 127.0.0.1:1, true",
    "[::]:1, 10.0.0.1:1, true",
    "127.0.0.1:1, 127.0.0.1:2, false",
    "127.0.0.1:1, 10.0.0.1:1, false",
    "127.0.0.1:0, 127.0.0.1:0, false",
  })
  void addressesAreInEachOthersWay(String one, String other, boolean collide) {
    assertThat(listen(one).collides(listen(other))).isEqualTo(collide);
    assertThat(listen(other).collides(listen(one))).isEqualTo(collide);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:1, true",
    "127.3.2.1:1, true",
    "[::1]:1, true",
    "localhost:1, true",
    "0.0.0.0:1, false",
    "[::]:1, false",
    "127.0.0.1.example.com:1, false",
    "100.64.1.25:1, false",
  })
  void loopbackIsKnown(String text, boolean loopback) {
    assertThat(listen(text).isLoopback()).isEqualTo(loopback);
  }

  private static Listen listen(String text) {
    return switch (Addresses.LISTEN.judge(text)) {
      case Judged.Right<Listen>(Listen listen) -> listen;
      case Judged.Wrong<Listen>(String why, _) -> throw new AssertionError(why);
    };
  }
}
