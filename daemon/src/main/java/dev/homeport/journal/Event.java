package dev.homeport.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that happened, told once. Never a prompt, an answer or a key: names, sizes, durations.
public sealed interface Event {
  /// A request ended, in whatever way.
  ///
  /// @param key the name of the key, nothing where none was accepted
  /// @param route the path of the route, or `-` where none matched
  /// @param provider who answered, where that is not always the same
  /// @param user for whom the key's holder asked, where it said so
  /// @param tokens what the answer used, where somebody counted
  /// @param cause why it did not end well, nothing where it did
  /// @param queued the time spent waiting for a place
  /// @param firstByte from arrival to the first byte of the answer's body
  /// @param charge what it came to, where others were to be asked
  record RequestEnded(
      String id,
      @Nullable String key,
      String method,
      String route,
      @Nullable String model,
      @Nullable String provider,
      @Nullable String user,
      @Nullable Tokens tokens,
      int status,
      Outcome outcome,
      @Nullable String cause,
      long bytesIn,
      long bytesOut,
      Duration queued,
      @Nullable Duration firstByte,
      Duration total,
      @Nullable Charge charge)
      implements Event {}

  /// What a question to others came to, in billionths of a dollar.
  ///
  /// @param tenant whose key it was
  /// @param account with which of the provider's accounts it was answered
  /// @param attempts how often somebody was asked
  /// @param cause why somebody else than the first was asked, in a word; nothing where that was not
  ///   so
  /// @param estimated whether tokens or price are an estimate of ours
  /// @param cost what was paid; nothing where no price is known
  /// @param saved what the same would have cost elsewhere, where home answered
  record Charge(
      @Nullable String tenant,
      @Nullable String account,
      int attempts,
      @Nullable String cause,
      boolean estimated,
      @Nullable Long cost,
      @Nullable Long saved) {}

  /// What only those who ask others can tell. It is one kind, so that whoever tells events apart
  /// and never hears of these loads one class for them.
  sealed interface OfRouter extends Event {}

  /// An account is not asked any more, for all models or for one.
  ///
  /// @param model only this one of the provider's; nothing for all
  /// @param cause in a word
  /// @param detail what the provider said, as it may be shown
  record AccountBlocked(
      String provider,
      String account,
      @Nullable String model,
      String cause,
      String detail,
      Instant until)
      implements OfRouter {}

  /// A blocked account is asked again.
  ///
  /// @param why `probe`, `hand` or `time`
  record AccountFreed(String provider, String account, @Nullable String model, String why)
      implements OfRouter {}

  /// A budget is used up, or nearly.
  ///
  /// @param budget which, as people call it, such as `monthly of the key bot`
  /// @param window the window of time, such as `2026-11`
  /// @param percent how much of it is spent: 80 or 100
  /// @param limit in billionths of a dollar, as is what is spent
  /// @param stops whether nothing more is spent
  record BudgetReached(
      String budget, String window, int percent, long limit, long spent, boolean stops)
      implements OfRouter {}

  /// A question goes out to whoever can answer it.
  ///
  /// @param wish whom the client or an operator wants to be asked, `auto` for anybody
  /// @param route those who are asked, in their order
  record Asked(String id, String wish, List<String> route, String model) implements OfRouter {}

  /// A provider gave no answer, and the next one is asked.
  ///
  /// @param cause in a word
  record FellBack(String id, String from, String to, String cause) implements OfRouter {}

  /// A question was answered.
  ///
  /// @param fallback whether somebody else was to answer it
  record Succeeded(String id, String provider, boolean fallback, Duration time)
      implements OfRouter {}

  /// A question was answered by nobody.
  ///
  /// @param provider whose failure the client was told
  record Unanswered(String id, String provider, String cause, Duration time) implements OfRouter {}

  /// Tokens of a prompt and of an answer.
  record Tokens(long prompt, long answer) {}

  /// How a request ended.
  enum Outcome {
    /// The answer went out whole, whatever its status.
    ANSWERED,
    /// We said no: no key, no such path, the policy, a limit.
    REFUSED,
    /// The client went away first.
    LEFT,
    /// The answer broke off and the client was told so by a cut connection.
    CUT,
    /// Ollama could not be asked or gave nothing.
    FAILED
  }

  /// What is known of Ollama changed.
  record OllamaChanged(String state, @Nullable String cause, @Nullable String version)
      implements Event {}

  /// The way from outside to this machine came into another state, or is in it for another reason.
  ///
  /// @param kind the tunnel's word in the settings
  /// @param cause in a word, where something is wrong
  /// @param what what was seen, where something is wrong
  /// @param next the next step for a person, where there is one
  record TunnelChanged(
      String kind,
      String state,
      @Nullable String cause,
      @Nullable String what,
      @Nullable String next,
      @Nullable String url)
      implements Event {}

  /// A rung of the repair ladder was climbed; whether it helped, the next look tells.
  ///
  /// @param cause what it was climbed for, in a word
  /// @param outcome what came of it, in words
  /// @param done whether it was carried out
  record TunnelRepaired(
      String kind, String rung, String cause, String outcome, boolean done, Duration took)
      implements Event {}

  /// A changed configuration took effect; some of it may wait for a restart.
  record ConfigReloaded(List<String> changed, List<String> needRestart) implements Event {}

  /// A changed configuration was not taken; the old one stays.
  record ConfigRejected(List<String> problems) implements Event {}

  /// Somebody keeps trying keys that do not exist.
  record KeysGuessed(String source, long times) implements Event {}

  /// Anything else worth a line: a past participle, and what belongs to it.
  record Noted(Weight weight, String what, Map<String, ?> facts) implements Event {}

  /// Who should care about a note.
  enum Weight {
    /// A person must act.
    ERROR,
    /// Something was lost and we carried on.
    WARN,
    /// A state changed.
    INFO,
    /// A decision and its reason.
    DEBUG
  }
}
