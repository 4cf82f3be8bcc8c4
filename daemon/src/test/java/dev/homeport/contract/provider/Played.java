package dev.homeport.contract.provider;

import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Ending;
import dev.homeport.contract.Script.Step;
import dev.homeport.contract.Script.Why;
import java.util.ArrayList;
import java.util.List;

/// What becomes of scripts where an API has no words for a thing.
final class Played {
  private Played() {}

  private static Script with(Script script, List<Step> steps) {
    return new Script(steps, script.ending(), script.counting(), script.tokens());
  }

  /// A refusal is an answer like any other.
  static Script refusingInWords(Script script) {
    return with(
        script,
        script.steps().stream()
            .map(step -> step instanceof Step.Refusal(String text) ? new Step.Text(text) : step)
            .toList());
  }

  /// What it thinks is not told.
  static Script withoutThinking(Script script) {
    return with(
        script, script.steps().stream().filter(step -> !(step instanceof Step.Thinking)).toList());
  }

  /// Nobody looks at what it says.
  static Script notFiltering(Script script) {
    return script.ending() instanceof Ending.Done(Why why) && why == Why.FILTERED
        ? script.ending(new Ending.Done(Why.STOP))
        : script;
  }

  /// Nobody learns at which text it ended.
  static Script stoppingSilently(Script script) {
    return script.ending() instanceof Ending.AtStop
        ? script.ending(new Ending.Done(Why.STOP))
        : script;
  }

  /// Only one call at a time.
  static Script callingOnce(Script script) {
    var steps = new ArrayList<Step>();
    boolean called = false;
    for (Step step : script.steps()) {
      if (!(step instanceof Step.Call) || !called) {
        steps.add(step);
      }
      called |= step instanceof Step.Call;
    }
    return with(script, steps);
  }
}
