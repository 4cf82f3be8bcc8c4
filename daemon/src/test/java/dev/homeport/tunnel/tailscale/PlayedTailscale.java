package dev.homeport.tunnel.tailscale;

import dev.homeport.host.Command.Result;
import dev.homeport.tunnel.tailscale.cli.Call;
import dev.homeport.tunnel.tailscale.cli.Cli;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A `tailscale` in memory that says what the real one once said. It is in a recorded state, with a
/// recorded configuration; what it was told and shall do then stands in a queue for each call, and
/// where that is empty it does what it is told.
final class PlayedTailscale implements Cli {
  /// What a call does, and how it ends.
  interface Answer {
    Result play() throws InterruptedException;
  }

  static final Result DONE = new Result.Ran(0, "", "");
  static final Result FROZEN = new Result.TimedOut(Duration.ofSeconds(10));

  private final List<Call> calls = new ArrayList<>();
  private final Map<Class<? extends Call>, Deque<Answer>> answers = new HashMap<>();
  private Result state = recorded("status/running/status-json-nopeers");
  private Result config = recorded("config/funnel-443/funnel-status-json");

  static Result recorded(String name) {
    return RealCall.of(name).result();
  }

  static Result json(String text) {
    return new Result.Ran(0, text.replace('\'', '"'), "");
  }

  /// Puts it into a recorded state.
  PlayedTailscale in(String name) {
    return in(recorded("status/" + name));
  }

  PlayedTailscale in(Result answer) {
    state = answer;
    return this;
  }

  /// Gives it a recorded configuration.
  PlayedTailscale with(String name) {
    return with(recorded(name + "/funnel-status-json"));
  }

  PlayedTailscale with(Result answer) {
    config = answer;
    return this;
  }

  /// What the next call of that kind does, after those that were said before.
  PlayedTailscale then(Class<? extends Call> call, Answer answer) {
    answers.computeIfAbsent(call, _ -> new ArrayDeque<>()).add(answer);
    return this;
  }

  @Override
  public Result run(Call call) throws InterruptedException {
    calls.add(call);
    Deque<Answer> queue = answers.get(call.getClass());
    Answer answer = queue == null ? null : queue.poll();
    return answer == null ? obey(call) : answer.play();
  }

  Result obey(Call call) {
    return switch (call) {
      case Call.Status _ -> state;
      case Call.Published _ -> config;
      case Call.On _ -> {
        with("config/funnel-443");
        yield recorded("old-daemon/funnel-bg");
      }
      case Call.Off _ -> {
        with("config/empty");
        yield DONE;
      }
      case Call.Down _ -> {
        in("stopped/status-json-nopeers");
        yield recorded("updown/down");
      }
      case Call.Up _ -> {
        in("running/status-json-nopeers");
        yield recorded("updown/up-plain");
      }
    };
  }

  /// The calls that changed something, or should have.
  List<String> changes() {
    return calls.stream()
        .filter(call -> !(call instanceof Call.Status) && !(call instanceof Call.Published))
        .map(Call::words)
        .toList();
  }

  /// How often it was called at all.
  int calls() {
    return calls.size();
  }
}
