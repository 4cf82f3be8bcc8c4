package dev.homeport.tunnel.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.tunnel.Internet.Reach;
import dev.homeport.tunnel.policy.Effect.Breadth;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Evidence.Mark;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Sight;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InspectorTest {
  private final Scene scene = new Scene();
  private final Inspector inspector = scene.inspector();

  private static Cause cause(Sight sight) {
    Finding trouble = sight.trouble();
    return Objects.requireNonNull(trouble).cause();
  }

  private static Mark mark(Sight sight, Layer layer) {
    return sight.evidence().stream()
        .filter(one -> one.layer() == layer)
        .map(Evidence::mark)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void wayThatIsWellIsProvenByWhoLookedAndTheInternetIsNotAskedFor() throws Exception {
    Sight sight = inspector.look(Breadth.WHOLE);

    assertThat(sight.proven()).isEqualTo("router");
    assertThat(sight.trouble()).isNull();
    assertThat(sight.publicUrl()).isEqualTo(Scene.URL);
    assertThat(sight.evidence().stream().map(Evidence::layer)).containsExactly(Layer.values());
    assertThat(scene.asked).containsExactly("doorstep", "tunnel", "vantage as mac");
  }

  @Test
  void lookAtThisMachineLeavesOutWhatIsOutside() throws Exception {
    Sight sight = inspector.look(Breadth.LOCAL);

    assertThat(sight.whole()).isFalse();
    assertThat(sight.proven()).isNull();
    assertThat(sight.evidence().stream().map(Evidence::layer))
        .containsExactly(Layer.DAEMON, Layer.TAILNET, Layer.CONFIG, Layer.OLLAMA);
    assertThat(scene.asked).containsExactly("doorstep", "tunnel");
  }

  @Test
  void tunnelIsNotBlamedForADaemonThatIsDown() throws Exception {
    scene.door = Cause.NOTHING_LISTENS;
    scene.here = Cause.CONFIG_LOST;
    Sight sight = inspector.look(Breadth.WHOLE);

    assertThat(cause(sight)).isEqualTo(Cause.NOTHING_LISTENS);
    assertThat(scene.asked).containsExactly("doorstep");
    assertThat(sight.evidence()).hasSize(8);
    assertThat(mark(sight, Layer.DAEMON)).isEqualTo(Mark.FAILS);
    for (Layer hidden : List.of(Layer.TAILNET, Layer.CONFIG, Layer.DNS, Layer.TLS, Layer.HTTP)) {
      assertThat(mark(sight, hidden)).isEqualTo(Mark.UNSEEN);
    }
  }

  @Test
  void whatThisMachineSaysIsBlamedBeforeWhatIsSeenOutside() throws Exception {
    scene.here = Cause.FUNNEL_NOT_GRANTED;
    scene.outside = Cause.INGRESS_DEAD;
    scene.internet = Reach.NONE;
    Sight sight = inspector.look(Breadth.WHOLE);

    assertThat(cause(sight)).isEqualTo(Cause.FUNNEL_NOT_GRANTED);
    assertThat(scene.asked).containsExactly("doorstep", "tunnel");
    assertThat(mark(sight, Layer.HTTP)).isEqualTo(Mark.UNSEEN);
    assertThat(mark(sight, Layer.OLLAMA)).isEqualTo(Mark.FINE);
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void internetIsAskedForBeforeEveryRepairAndWhereItWouldExplainWhatIsMissed(Cause cause)
      throws Exception {
    if (cause == Cause.NOTHING_LISTENS) {
      return;
    }
    if (cause.isOutside()) {
      scene.outside = cause;
    } else {
      scene.here = cause;
    }
    scene.internet = Reach.NONE;
    Sight sight = inspector.look(Breadth.WHOLE);
    boolean explains =
        switch (cause.cure()) {
          case REAPPLY, RESTART, LADDER -> true;
          case WAIT -> cause.isOutside() || cause == Cause.NO_CONTROL;
          case PERSON -> false;
        };

    assertThat(cause(sight)).isEqualTo(explains ? Cause.NO_INTERNET : cause);
    assertThat(scene.asked.contains("internet")).isEqualTo(explains);
  }

  @Test
  void portalIsNamedAndWhatWasSeenBesidesIsSaid() throws Exception {
    scene.outside = Cause.NOT_TRUSTED;
    scene.internet = Reach.CAPTIVE;
    Sight sight = inspector.look(Breadth.WHOLE);

    assertThat(cause(sight)).isEqualTo(Cause.CAPTIVE_PORTAL);
    assertThat(Objects.requireNonNull(sight.trouble()).what()).contains("saw not-trusted");
    assertThat(mark(sight, Layer.TLS)).isEqualTo(Mark.FAILS);
  }

  @Test
  void lookWithoutInternetIsCheap() throws Exception {
    scene.internet = Reach.NONE;
    assertThat(cause(inspector.look(Breadth.INTERNET_FIRST))).isEqualTo(Cause.NO_INTERNET);
    assertThat(scene.asked).containsExactly("doorstep", "internet");

    scene.internet = Reach.OPEN;
    assertThat(inspector.look(Breadth.INTERNET_FIRST).proven()).isEqualTo("router");
  }

  @Test
  void everyLayerGivesEvidenceWhateverIsWrong() throws Exception {
    for (Cause cause : Cause.values()) {
      scene.door = cause == Cause.NOTHING_LISTENS ? cause : null;
      scene.here = cause.isOutside() || cause == Cause.NOTHING_LISTENS ? null : cause;
      scene.outside = cause.isOutside() ? cause : null;

      assertThat(inspector.look(Breadth.WHOLE).evidence().stream().map(Evidence::layer))
          .as(cause.word())
          .containsExactlyElementsOf(Arrays.asList(Layer.values()));
    }
  }

  @Test
  void whatIsSeenTwiceOfALayerIsOneAndTheWorstOfItCounts() throws Exception {
    scene.tailnet =
        List.of(
            Evidence.fails(Layer.TAILNET, "it does not run"),
            Evidence.unseen(Layer.TAILNET, "its health cannot be asked"),
            Evidence.fine(Layer.TAILNET, "clock: as ours"));
    Sight sight = inspector.look(Breadth.LOCAL);
    assertThat(sight.evidence())
        .contains(
            Evidence.fails(
                Layer.TAILNET, "it does not run; its health cannot be asked; clock: as ours"));

    scene.tailnet =
        List.of(
            Evidence.unseen(Layer.TAILNET, "no health"), Evidence.fine(Layer.TAILNET, "it runs"));
    assertThat(mark(inspector.look(Breadth.LOCAL), Layer.TAILNET)).isEqualTo(Mark.FINE);
  }

  @Test
  void layerOfWhichNothingIsSeenAnyMoreIsNotLeftAsItWas() throws Exception {
    scene.config = false;

    assertThat(mark(inspector.look(Breadth.LOCAL), Layer.CONFIG)).isEqualTo(Mark.UNSEEN);
  }
}
