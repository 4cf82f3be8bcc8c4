package dev.homeport.probe.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.condition.Blame;
import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Wait;
import dev.homeport.verdict.Trouble;
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
    var complaint = new Complaint(kind, 418, "so it is", Duration.ofSeconds(7));
    Shown shown = Shown.of(new Trouble.OfAnswer(complaint));

    if (OF_THE_QUESTION.contains(kind)) {
      assertThat(shown).isEqualTo(new Shown.Back());
    } else {
      Blame blame = ((Shown.Ill) shown).blame();
      assertThat(blame.cause()).matches("[a-z]+(-[a-z]+)?");
      assertThat(blame.stated()).isEqualTo(Duration.ofSeconds(7));
    }
  }

  @ParameterizedTest
  @EnumSource(Wait.class)
  void onlyAQueueExcusesSilence(Wait wait) {
    Shown shown = Shown.of(new Trouble.OfWay(new Failure.Silent("http://x", "late", wait)));

    if (wait == Wait.QUEUE || wait == Wait.REQUEST) {
      assertThat(shown).isInstanceOf(Shown.Unclear.class);
    } else {
      assertThat(shown).isInstanceOf(Shown.Ill.class);
    }
  }
}
