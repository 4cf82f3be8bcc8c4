package dev.homeport.health;

import dev.homeport.wire.InstalledModel;
import dev.homeport.wire.LoadedModel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that was seen of Ollama.
public sealed interface Evidence {
  /// A question of somebody was answered with a head, or an answer went on.
  record Alive() implements Evidence {}

  /// It answered a look; what was not asked for this time is nothing.
  record Listed(
      @Nullable String version,
      @Nullable List<InstalledModel> models,
      @Nullable List<LoadedModel> loaded,
      Duration latency)
      implements Evidence {}

  /// Nothing takes the connection.
  record Unreachable(String why) implements Evidence {}

  /// It took the connection and gave no answer within the limit.
  record Silent(Duration limit) implements Evidence {}

  /// It ended the connection instead of answering.
  record Broken(String why) implements Evidence {}

  /// Somebody else listens there, or it does not let us in.
  record Foreign(String what, String next) implements Evidence {}

  /// Questions have been out for that long and no answer has begun.
  record Quiet(Duration since) implements Evidence {}

  /// Nobody waits in vain any more, for whatever reason.
  record Calm() implements Evidence {}

  /// Questions have been out as long, and a question of our own got no answer either.
  record Stuck(Duration since, String model, Duration asked) implements Evidence {}
}
