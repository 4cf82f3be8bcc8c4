package dev.homeport.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.provider.ProviderVoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether a provider has understood what a client meant.
///
/// Nothing may get lost that its API can carry, and nothing may come that nobody said.
public final class Understanding {
  private final Asked said;
  private final Asked carried;
  private final Asked actual;
  private final ProviderVoice provider;

  private Understanding(Asked said, Asked actual, ProviderVoice provider) {
    this.said = said;
    this.carried = provider.carried(said).numbered();
    this.actual = actual.numbered();
    this.provider = provider;
  }

  /// Fails where they do not agree.
  public static void check(Asked said, Asked understood, ProviderVoice provider) {
    var understanding = new Understanding(said, understood, provider);
    assertThat(understood.model()).as("the provider's name").isEqualTo(provider.model());
    assertThat(understood.stream()).as("streaming as the client asked").isEqualTo(said.stream());
    understanding.turns();
    understanding.tools();
    understanding.wishes();
    understanding.knobs();
  }

  private void turns() {
    boolean merges = merges(carried.turns());
    List<Turn> expected = plain(carried.turns(), merges);
    List<Turn> found = plain(actual.turns(), merges);
    assertThat(found).as("the turns").hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i)).as("turn %s", i).isEqualTo(expected.get(i));
    }
    List<String> before = thoughts(carried);
    List<String> now = thoughts(actual);
    assertThat(before).as("thoughts that nobody had").containsAll(now);
  }

  private static List<String> thoughts(Asked asked) {
    return asked.turns().stream()
        .map(turn -> turn instanceof Turn.Model(String thinking, _, _) ? thinking : "")
        .filter(thinking -> !thinking.isEmpty())
        .toList();
  }

  /// What follows each other by one voice is one, and then blanks do not count, nor do they in
  /// instructions; results of one turn are in the order of their calls, and JSON in them is
  /// compared without regard to how it is written; thoughts are not looked at here.
  private static List<Turn> plain(List<Turn> turns, boolean merges) {
    var plain = new ArrayList<Turn>();
    for (Turn turn : turns) {
      Turn last = plain.isEmpty() ? null : plain.getLast();
      switch (turn) {
        case Turn.Instruction(String text) when last instanceof Turn.Instruction(String before) -> {
          plain.removeLast();
          plain.add(new Turn.Instruction(blanks(before + " " + text)));
        }
        case Turn.Instruction(String text) -> plain.add(new Turn.Instruction(blanks(text)));
        case Turn.User(String text, var pictures) when last instanceof Turn.User before -> {
          var both = new ArrayList<>(before.pictures());
          both.addAll(pictures);
          plain.removeLast();
          plain.add(new Turn.User(blanks(before.text() + " " + text), both));
        }
        case Turn.User(String text, var pictures) ->
            plain.add(new Turn.User(merges ? blanks(text) : text, pictures));
        case Turn.Model(_, String text, var calls) -> plain.add(new Turn.Model("", text, calls));
        case Turn.Result(String id, String tool, String text) -> {
          int at = plain.size();
          while (at > 0
              && plain.get(at - 1) instanceof Turn.Result(String before, _, _)
              && before.compareTo(id) > 0) {
            at--;
          }
          plain.add(at, new Turn.Result(id, tool, canonical(text)));
        }
      }
    }
    return plain;
  }

  private static String blanks(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /// Whether one user speaks after another.
  private static boolean merges(List<Turn> turns) {
    for (int i = 1; i < turns.size(); i++) {
      if (turns.get(i) instanceof Turn.User && turns.get(i - 1) instanceof Turn.User) {
        return true;
      }
    }
    return false;
  }

  private static String canonical(String text) {
    return text.startsWith("{") ? Nodes.read(text).toString() : text;
  }

  private void tools() {
    String wanted = carried.choice();
    if ("none".equals(wanted) && actual.offers().isEmpty()) {
      return;
    }
    assertThat(actual.offers()).as("the tools").isEqualTo(carried.offers());
    assertThat(unsaid(actual.choice())).as("which tool").isEqualTo(unsaid(wanted));
  }

  private static String unsaid(@Nullable String choice) {
    return choice == null ? "auto" : choice;
  }

  private void wishes() {
    assertThat(actual.shape()).as("the shape of the answer").isEqualTo(carried.shape());
    assertThat(actual.chances()).as("chances of tokens").isEqualTo(carried.chances());
    String think = actual.think();
    switch (carried.think()) {
      case null -> assertThat(think).as("thinking that nobody mentioned").isNotEqualTo("off");
      case "off" -> assertThat(think == null || think.equals("off")).as("no thinking").isTrue();
      case "on" -> assertThat(think).as("thinking").isNotEqualTo("off");
      default ->
          assertThat(think == null || think.equals("on") || think.equals(carried.think()))
              .as("thinking %s, understood %s", carried.think(), think)
              .isTrue();
    }
  }

  private void knobs() {
    actual
        .knobs()
        .forEach(
            (name, value) -> {
              boolean own = name.equals("max_tokens") && isLongByNature();
              if (!own || said.knobs().containsKey(name)) {
                assertThat(said.knobs()).as("a knob nobody turned (trap 9)").containsKey(name);
                same(name, value, Objects.requireNonNull(said.knobs().get(name)));
              }
            });
    assertThat(actual.knobs().keySet())
        .as("knobs that got lost")
        .containsAll(carried.knobs().keySet());
  }

  /// Anthropic wants to be told a length in any case.
  private boolean isLongByNature() {
    return provider.toString().equals("anthropic");
  }

  private static void same(String name, JsonNode value, JsonNode meant) {
    if (value.isNumber() && meant.isNumber()) {
      assertThat(value.doubleValue()).as(name).isEqualTo(meant.doubleValue());
    } else {
      assertThat(value).as(name).isEqualTo(meant);
    }
  }
}
