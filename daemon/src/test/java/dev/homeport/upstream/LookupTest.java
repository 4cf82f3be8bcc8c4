package dev.homeport.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.fake.LocalNames;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A resolver that is cut off costs no more than a connection that nobody takes.
class LookupTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void resolverThatSaysNothingIsNotWaitedFor() {
    assertThatThrownBy(() -> Lookup.of(LocalNames.HANGING, 80, Duration.ofMillis(50)))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining(LocalNames.HANGING);
  }

  @Test
  void nameThatLeadsNowhereIsTold() {
    assertThatThrownBy(() -> Lookup.of("nobody.invalid", 80, LONG))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("nobody.invalid");
  }

  @Test
  void numbersNeedNoResolver() throws Exception {
    assertThat(Lookup.of("127.0.0.1", 80, LONG).getPort()).isEqualTo(80);
    assertThat(Lookup.of("[::1]", 80, LONG).isUnresolved()).isFalse();
  }
}
