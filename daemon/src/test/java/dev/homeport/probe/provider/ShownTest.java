package dev.homeport.probe.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShownTest {
  private static final Set<Kind> OF_THE_QUESTION =
      EnumSet.of(Kind.BAD_REQUEST, Kind.TOO_LARGE, Kind.CONTEXT, Kind.CAPABILITY, Kind.FILTERED);

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whoComplainsOfTheQuestionIsThere(Kind kind) {
    Shown shown = Shown.of(new Complaint(kind, 418, "with a secret", Duration.ofSeconds(7)));

    if (OF_THE_QUESTION.contains(kind)) {
      assertThat(shown).isEqualTo(new Shown.Back());
    } else {
      var ill = (Shown.Ill) shown;
      assertThat(ill.cause()).matches("[a-z]+(-[a-z]+)?");
      assertThat(ill.detail()).contains("418").doesNotContain("secret");
      assertThat(ill.stated()).isEqualTo(Duration.ofSeconds(7));
    }
  }
}
