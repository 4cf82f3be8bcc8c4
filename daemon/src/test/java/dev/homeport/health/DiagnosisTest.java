package dev.homeport.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.health.Evidence.Alive;
import dev.homeport.health.Evidence.Broken;
import dev.homeport.health.Evidence.Calm;
import dev.homeport.health.Evidence.Foreign;
import dev.homeport.health.Evidence.Listed;
import dev.homeport.health.Evidence.Quiet;
import dev.homeport.health.Evidence.Silent;
import dev.homeport.health.Evidence.Stuck;
import dev.homeport.health.Evidence.Unreachable;
import dev.homeport.health.OllamaHealth.State;
import dev.homeport.wire.InstalledModel;
import dev.homeport.wire.LoadedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosisTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final LoadedModel LOADED = new LoadedModel("m:latest", 1, 1, 4096L, null);
  private static final InstalledModel INSTALLED =
      new InstalledModel("m:latest", 1, Set.of("completion"), null);
  private static final Listed LISTED =
      new Listed("0.33.0", List.of(INSTALLED), List.of(LOADED), Duration.ofMillis(2));
  private static final Stuck STUCK =
      new Stuck(Duration.ofMinutes(3), "m:latest", Duration.ofMinutes(2));

  private Instant now = NOON;

  private Diagnosis after(Evidence... all) {
    Diagnosis diagnosis = Diagnosis.none(now);
    for (Evidence evidence : all) {
      now = now.plus(SECOND);
      diagnosis = diagnosis.with(evidence, now);
    }
    return diagnosis;
  }

  private State stateAfter(Evidence... all) {
    return after(all).health().state();
  }

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(Diagnosis.none(NOON).health().state()).isEqualTo(State.UNKNOWN);
  }

  @Test
  void listsSayThatItIsFineAndWhatItHas() {
    OllamaHealth health = after(LISTED).health();

    assertThat(health.state()).isEqualTo(State.FINE);
    assertThat(health.version()).isEqualTo("0.33.0");
    assertThat(health.models()).containsExactly(INSTALLED);
    assertThat(health.loaded()).containsExactly(LOADED);
    assertThat(health.cause()).isNull();
  }

  @Test
  void whatWasNotAskedForStays() {
    OllamaHealth health = after(LISTED, new Listed(null, null, List.of(), SECOND)).health();

    assertThat(health.version()).isEqualTo("0.33.0");
    assertThat(health.models()).containsExactly(INSTALLED);
    assertThat(health.loaded()).isEmpty();
    assertThat(health.latency()).isEqualTo(SECOND);
  }

  @Test
  void oneRefusedConnectionIsDownAndEmptiesTheMemory() {
    OllamaHealth health = after(LISTED, new Unreachable("connection refused")).health();

    assertThat(health.state()).isEqualTo(State.DOWN);
    assertThat(health.cause()).isEqualTo("connection refused");
    assertThat(health.next()).contains("ollama serve");
    assertThat(health.loaded()).isEmpty();
    assertThat(health.models()).containsExactly(INSTALLED);
  }

  @Test
  void lateListIsSlowNotDown() {
    OllamaHealth health = after(new Listed("1", null, null, Duration.ofSeconds(4))).health();

    assertThat(health.state()).isEqualTo(State.SLOW);
    assertThat(health.state().answers()).isTrue();
    assertThat(health.cause()).isEqualTo("it took 4.0 s for a list");
  }

  @Test
  void oneSilenceIsSlowAndThreeInARowAreDown() {
    var silent = new Silent(Duration.ofSeconds(5));

    assertThat(stateAfter(silent, silent)).isEqualTo(State.UNKNOWN);
    assertThat(stateAfter(LISTED, silent)).isEqualTo(State.SLOW);
    assertThat(stateAfter(LISTED, silent, silent)).isEqualTo(State.SLOW);
    assertThat(stateAfter(LISTED, silent, silent, silent)).isEqualTo(State.DOWN);
    assertThat(stateAfter(LISTED, silent, silent, LISTED, silent)).isEqualTo(State.SLOW);
    assertThat(stateAfter(LISTED, silent, silent, new Alive(), silent)).isEqualTo(State.SLOW);
  }

  @Test
  void somebodyElseOnThePortIsDownWithThatCause() {
    OllamaHealth health = after(new Foreign("what listens is not Ollama", "stop it")).health();

    assertThat(health.state()).isEqualTo(State.DOWN);
    assertThat(health.cause()).isEqualTo("what listens is not Ollama");
    assertThat(health.next()).isEqualTo("stop it");
  }

  @Test
  void listsDoNotCureAWedgedModelButAnAnswerDoes() {
    assertThat(stateAfter(LISTED, STUCK, LISTED, LISTED)).isEqualTo(State.WEDGED);
    assertThat(stateAfter(LISTED, STUCK, LISTED, new Alive(), LISTED)).isEqualTo(State.FINE);
  }

  @Test
  void wedgedModelThatIsGoneFromMemoryIsCured() {
    assertThat(stateAfter(LISTED, STUCK, new Listed(null, null, List.of(), SECOND)))
        .isEqualTo(State.FINE);
  }

  @Test
  void restartedOllamaIsNotWedgedAnyMore() {
    assertThat(stateAfter(LISTED, STUCK, new Unreachable("connection refused"), LISTED))
        .isEqualTo(State.FINE);
  }

  @Test
  void wedgedSaysForHowLongAndWhatToDo() {
    OllamaHealth health = after(LISTED, STUCK).health();

    assertThat(health.cause())
        .isEqualTo("no answer has begun for 180 s, nor to a word to m:latest for 120 s");
    assertThat(health.next()).contains("restart Ollama");
  }

  @Test
  void quietIsDoubtAndNotMore() {
    var quiet = new Quiet(Duration.ofSeconds(61));

    assertThat(stateAfter(LISTED, quiet)).isEqualTo(State.SLOW);
    assertThat(stateAfter(LISTED, new Broken("it closed"), quiet)).isEqualTo(State.DOWN);
    assertThat(stateAfter(LISTED, STUCK, quiet)).isEqualTo(State.WEDGED);
  }

  @Test
  void listsDoNotEndADoubtButCalmDoes() {
    var quiet = new Quiet(Duration.ofSeconds(61));
    var calm = new Calm();

    assertThat(stateAfter(LISTED, quiet, LISTED)).isEqualTo(State.SLOW);
    assertThat(stateAfter(LISTED, quiet, LISTED, calm)).isEqualTo(State.FINE);
    assertThat(stateAfter(LISTED, STUCK, calm)).isEqualTo(State.WEDGED);
    assertThat(stateAfter(new Broken("it closed"), calm)).isEqualTo(State.DOWN);
    assertThat(stateAfter(LISTED, quiet, new Broken("it closed"), LISTED)).isEqualTo(State.FINE);
  }

  @Test
  void stateBeginsWhenItChangesAndNotWithEachLook() {
    assertThat(after(LISTED, LISTED, LISTED).health().since()).isEqualTo(NOON.plus(SECOND));
    assertThat(after(LISTED, LISTED).health().checked()).isAfter(NOON.plus(SECOND));
  }

  @Test
  void loadingShowsOnlyWhereAllIsFine() {
    assertThat(after(LISTED).health().whileLoading("m:latest", NOON).state())
        .isEqualTo(State.LOADING);
    assertThat(after(STUCK).health().whileLoading("m:latest", NOON).state())
        .isEqualTo(State.WEDGED);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void lifeAlwaysCuresAndEveryTroubleHasACause(long seed) {
    var random = new Random(seed);
    Diagnosis diagnosis = Diagnosis.none(now);
    for (int step = 0; step < 300; step++) {
      now = now.plus(SECOND);
      Evidence evidence = any(random);
      diagnosis = diagnosis.with(evidence, now);
      OllamaHealth health = diagnosis.health();
      assertThat(health.since()).isBeforeOrEqualTo(health.checked());
      assertThat(health.cause() == null).isEqualTo(health.state() == State.FINE);
      assertThat(diagnosis.stuck() != null).isEqualTo(health.state() == State.WEDGED);
      if (evidence instanceof Alive) {
        assertThat(health.state()).isEqualTo(State.FINE);
      }
      assertThat(diagnosis.with(new Alive(), now).health().state()).isEqualTo(State.FINE);
    }
  }

  private static Evidence any(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> new Alive();
      case 1 -> LISTED;
      case 2 -> new Unreachable("connection refused");
      case 3 -> new Silent(Duration.ofSeconds(5));
      case 4 -> new Broken("it closed");
      case 5 -> new Foreign("not Ollama", "stop it");
      case 6 -> new Quiet(Duration.ofSeconds(70));
      case 7 -> new Calm();
      default -> STUCK;
    };
  }
}
