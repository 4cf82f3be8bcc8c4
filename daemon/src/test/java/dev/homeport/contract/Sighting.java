package dev.homeport.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.contract.Script.Counting;
import dev.homeport.contract.Script.Ending;
import dev.homeport.contract.Script.Step;
import dev.homeport.contract.Seen.Ended;
import dev.homeport.contract.client.ClientVoice;
import java.util.List;

/// Whether a client has seen what a provider played.
public final class Sighting {
  private final Seen seen;
  private final Script played;
  private final ClientVoice client;
  private final Asked understood;

  private Sighting(Seen seen, Script played, ClientVoice client, Asked understood) {
    this.seen = seen;
    this.played = played;
    this.client = client;
    this.understood = understood;
  }

  /// Fails where a whole answer was not seen as it was played.
  public static void whole(Seen seen, Script played, ClientVoice client, Asked understood) {
    var sighting = new Sighting(seen, played, client, understood);
    sighting.content();
    sighting.end();
    sighting.chances();
  }

  /// Fails where an answer that broke was seen as a whole one, or with something in it that was
  /// never played.
  public static void broken(Seen seen, Script played) {
    assertThat(seen.why()).as("a broken answer looks whole (B3)").isNull();
    assertThat(played.text() + played.refusal()).as("words").startsWith(seen.text());
    assertThat(played.thinking()).as("thinking").startsWith(seen.thinking());
    assertThat(seen.calls().size()).as("calls").isLessThanOrEqualTo(played.calls().size());
  }

  private void content() {
    boolean apart = client.abilities().contains(Ability.REFUSAL);
    if (apart && !played.refusal().isEmpty()) {
      assertThat(seen.refusal()).as("refusal").isEqualTo(played.refusal());
      assertThat(seen.text()).as("text").isEqualTo(played.text());
    } else {
      assertThat(seen.text()).as("text").isEqualTo(played.text() + played.refusal());
      assertThat(seen.refusal()).as("refusal").isEmpty();
    }
    boolean thinks = client.abilities().contains(Ability.THOUGHTS);
    assertThat(seen.thinking()).as("thinking").isEqualTo(thinks ? played.thinking() : "");
    assertThat(seen.calls()).as("calls").hasSameSizeAs(played.calls());
    for (int i = 0; i < played.calls().size(); i++) {
      Step.Call call = played.calls().get(i);
      assertThat(seen.calls().get(i).tool()).as("call %s", i).isEqualTo(call.tool());
      assertThat(seen.calls().get(i).arguments())
          .as("arguments of call %s", i)
          .isEqualTo(Nodes.read(call.arguments()));
    }
  }

  private void end() {
    Ended expected =
        switch (played.ending()) {
          case Ending.Done(var why) -> Ended.of(why);
          default -> Ended.STOP;
        };
    if (expected == Ended.STOP && !played.calls().isEmpty()) {
      expected = Ended.CALLS;
    }
    boolean blind = client.api().name().startsWith("OLLAMA");
    if (expected == Ended.FILTERED && blind) {
      expected = Ended.STOP;
    }
    if (played.refusal().isEmpty() || seen.why() != Ended.FILTERED) {
      assertThat(seen.why()).as("why it ended").isEqualTo(expected);
    }
    assertThat(seen.error()).as("an error").isNull();
    if (played.ending() instanceof Ending.AtStop(String text) && seen.stop() != null) {
      assertThat(seen.stop()).as("the text that ended it").isEqualTo(text);
    }
    boolean told = client.isTold(understood.stream()) && played.counting() != Counting.NEVER;
    if (told) {
      assertThat(seen.used())
          .as("what was used")
          .isEqualTo(new Seen.Used(played.tokens().prompt(), played.tokens().answer()));
    }
  }

  private void chances() {
    boolean wanted = understood.chances() != null && client.abilities().contains(Ability.CHANCES);
    List<String> tokens =
        played.steps().stream()
            .filter(Step.Text.class::isInstance)
            .map(step -> ((Step.Text) step).text())
            .toList();
    assertThat(seen.chances()).as("chances of tokens").isEqualTo(wanted ? tokens : List.of());
  }
}
