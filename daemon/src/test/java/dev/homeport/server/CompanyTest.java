package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What clients write into `Homeport-Fallback`.
@ExtendWith(LeakCheck.class)
class CompanyTest {
  @Test
  void nothingIsLeave() {
    assertThat(Company.of(List.of())).isEqualTo(new Company.Welcome());
    assertThat(Company.of(List.of("Auto"))).isEqualTo(new Company.Welcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "NEVER", " never "})
  void neverIsUnderstood(String value) {
    assertThat(Company.of(List.of(value))).isEqualTo(new Company.Never());
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "false", "true", "off", "never, never"})
  void anythingElseIsSaidAgain(String value) {
    assertThat(Company.of(List.of(value)))
        .isEqualTo(
            new Company.Wrong(
                "Homeport-Fallback \""
                    + value
                    + "\" is not understood; write never where nobody else may answer, or leave it"
                    + " out"));
  }

  @Test
  void longTextIsNotSaidAgainWhole() {
    assertThat(Company.of(List.of("x".repeat(1000))))
        .isInstanceOfSatisfying(
            Company.Wrong.class, wrong -> assertThat(wrong.text()).hasSizeLessThan(150));
  }

  @ParameterizedTest
  @EnumSource(Caller.class)
  void nobodyIsAskedWhereTheWordIsNotUnderstood(Caller caller) {
    try (var silent = RudeServer.playing(Fault.hangs());
        var rig = new RouterRig(Backend.ollama("first", silent.uri()));
        var client = rig.client()) {
      Received answer =
          client
              .post(
                  caller.path(), caller.question(true), RouterRig.KEY, "Homeport-Fallback: no\r\n")
              .read();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(caller.refusal(answer.text()))
          .startsWith("Homeport-Fallback \"no\" is not understood");
      assertThat(silent.hasHeard()).isFalse();
    }
  }
}
