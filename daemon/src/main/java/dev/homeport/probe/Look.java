package dev.homeport.probe;

import dev.homeport.health.Evidence;
import dev.homeport.probe.Inquiry.Heard;
import dev.homeport.wire.InstalledModel;
import dev.homeport.wire.LoadedModel;
import dev.homeport.wire.OllamaLists;
import dev.homeport.wire.frame.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One look at Ollama: its list of loaded models, and for a whole look its version and what is
/// installed before that. The first answer that is not as it should be is the evidence.
final class Look {
  /// Reading a list takes Ollama a millisecond; a machine that pages may take a second.
  static final Duration LIMIT = Duration.ofSeconds(5);

  private final Inquiry inquiry;
  private final String where;
  private final Duration limit;

  Look(Inquiry inquiry, String where, Duration limit) {
    this.inquiry = inquiry;
    this.where = where;
    this.limit = limit;
  }

  /// What one page gave: either what it says, or why there is nothing.
  private sealed interface Page<T> {
    record Read<T>(T content, Duration took) implements Page<T> {}

    record Unread<T>(@Nullable Evidence why) implements Page<T> {}
  }

  /// Looks; nothing comes back when we were stopped meanwhile.
  @Nullable Evidence take(boolean whole) {
    String version = null;
    List<InstalledModel> models = null;
    if (whole) {
      switch (page("/api/version", OllamaLists::version)) {
        case Page.Read<String>(String said, _) -> version = said;
        case Page.Unread<String>(@Nullable Evidence why) -> {
          return why;
        }
      }
      switch (page("/api/tags", OllamaLists::installed)) {
        case Page.Read<List<InstalledModel>>(var said, _) -> models = said;
        case Page.Unread<List<InstalledModel>>(@Nullable Evidence why) -> {
          return why;
        }
      }
    }
    return switch (page("/api/ps", OllamaLists::loaded)) {
      case Page.Read<List<LoadedModel>>(var loaded, Duration took) ->
          new Evidence.Listed(version, models, loaded, took);
      case Page.Unread<List<LoadedModel>>(@Nullable Evidence why) -> why;
    };
  }

  private <T> Page<T> page(String target, Function<byte[], Optional<T>> reader) {
    Heard heard = inquiry.get(target, limit);
    if (heard instanceof Heard.Said(int status, _, Bytes body, Duration took) && status == 200) {
      Optional<T> read = reader.apply(body.copy());
      if (read.isPresent()) {
        return new Page.Read<>(read.get(), took);
      }
    }
    return new Page.Unread<>(evidence(target, heard));
  }

  private @Nullable Evidence evidence(String target, Heard heard) {
    return switch (heard) {
      case Heard.Said(int status, _, _, _) when status == 401 || status == 403 ->
          new Evidence.Foreign(
              "what listens at " + where + " wants a key (it answered " + status + ")",
              "set its key in OLLAMA_API_KEY, or daemon.ollama to where Ollama listens");
      case Heard.Said(int status, _, _, _) when status >= 500 ->
          new Evidence.Broken("it answered " + target + " with status " + status);
      case Heard.Said(int status, String type, _, _) ->
          foreign("it answered " + target + " with status " + status + " and " + type);
      case Heard.Garbage(String why) -> foreign(why);
      case Heard.Unreachable(String why) -> new Evidence.Unreachable(why);
      case Heard.Silent(Duration late) -> new Evidence.Silent(late);
      case Heard.Broken(String why) -> new Evidence.Broken(why);
      case Heard.Stopped() -> null;
    };
  }

  private Evidence foreign(String what) {
    return new Evidence.Foreign(
        "what listens at " + where + " is not Ollama: " + what,
        "stop it, or set daemon.ollama to where Ollama listens");
  }
}
