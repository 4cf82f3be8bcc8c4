package dev.homeport.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Told;
import dev.homeport.time.Ticker;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerTest {
  private static final class Failing implements Job {
    @Override
    public String name() {
      return "a job";
    }

    @Override
    public boolean isLoaded() {
      return true;
    }

    @Override
    public Done start() {
      return Done.WELL;
    }

    @Override
    public Done stop() {
      return Done.WELL;
    }

    @Override
    public String complaint() {
      return "it ended with exit status 78";
    }

    @Override
    public List<String> startCommands() {
      return List.of();
    }

    @Override
    public List<String> stopCommands() {
      return List.of();
    }
  }

  private static Done answers(Door.Said said) throws InterruptedException {
    var worker =
        new Worker(
            new FileWork((_, _) -> {}),
            new KeyWork(Ticker.system(), new FakeWall(), new Told()),
            _ -> Optional.empty(),
            (_, _) -> said,
            _ -> {});
    var step = new Step.Answers(new Failing(), URI.create("http://127.0.0.1:1"), null);
    return worker.carryOut(step, _ -> {});
  }

  @Test
  void whoNeverAnswersIsNotInstalledAndItsComplaintIsTold() throws Exception {
    assertThat(answers(new Door.Said(0, "refused", true)))
        .isInstanceOfSatisfying(
            Done.Badly.class,
            badly -> assertThat(badly.why()).endsWith("within 60 s: it ended with exit status 78"));
  }

  @Test
  void answerOfSomebodyElseIsNone() throws Exception {
    assertThat(answers(new Door.Said(200, "{}", true))).isEqualTo(new Done.Well("healthy"));
    assertThat(answers(new Door.Said(200, "{}", false)))
        .isInstanceOfSatisfying(
            Done.Badly.class,
            badly -> assertThat(badly.why()).contains("somebody else answers", "127.0.0.1:1"));
  }
}
