package dev.homeport.role.router;

import dev.homeport.condition.Blame;
import dev.homeport.condition.Condition;
import dev.homeport.condition.Patient;
import dev.homeport.probe.provider.Reach;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How one provider stands, put together from what requests and looks have found. Pure.
///
/// @param cause in a word, where something speaks against it
/// @param detail in a sentence, which may name addresses
/// @param since when that began, where it is known
/// @param nextTry when somebody finds out whether it is back
/// @param strikes how often it has failed in a row
/// @param models those of its models that are left alone by themselves
record ProviderStanding(
    String name,
    State state,
    @Nullable String cause,
    @Nullable String detail,
    @Nullable Instant since,
    @Nullable Instant nextTry,
    int strikes,
    List<Patient> models) {
  /// How it stands, in a word.
  enum State {
    /// It answers.
    WELL,
    /// It is back, and takes its load step by step.
    RECOVERING,
    /// It failed, and is left alone.
    RESTING,
    /// Its rest is over, and nobody has proven that it is back.
    UNPROVEN,
    /// There is no way to it, as the last look has found.
    AWAY,
    /// Nobody has asked it for anything so far.
    UNKNOWN;

    /// The word.
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Whether nothing speaks against it.
    boolean isGood() {
      return switch (this) {
        case WELL, RECOVERING, UNKNOWN -> true;
        case RESTING, UNPROVEN, AWAY -> false;
      };
    }

    /// Whether it is asked.
    boolean serves() {
      return isGood() || this == UNPROVEN;
    }
  }

  /// The cause where all that is known is that it gives no list of its models.
  private static final String NO_LIST = "no-list";

  /// Whether nothing speaks against it, nor against any of its models.
  boolean isSound() {
    return state.isGood() && models.isEmpty();
  }

  /// Whether it may answer somebody: not where each model that it has rests.
  ///
  /// @param listed the names of its models, as far as they are known
  boolean serves(List<String> listed) {
    Set<String> resting = models.stream().map(Patient::model).collect(Collectors.toSet());
    return state.serves() && (listed.isEmpty() || !resting.containsAll(listed));
  }

  /// How it stands.
  ///
  /// @param reach what the last look has found
  /// @param own how it stands whatever the model
  /// @param patients all of its own that failed
  static ProviderStanding of(String name, Reach reach, Condition own, List<Patient> patients) {
    @Nullable Patient whole =
        patients.stream().filter(each -> each.model() == null).findFirst().orElse(null);
    List<Patient> models = patients.stream().filter(each -> each.model() != null).toList();
    int strikes = whole == null ? 0 : whole.strikes();
    return switch (own) {
      case Condition.Resting(String cause, String detail, Instant since, Instant until, _) ->
          new ProviderStanding(
              name,
              isAway(reach, whole) ? State.AWAY : State.RESTING,
              cause,
              detail,
              since,
              nextTry(whole, until),
              strikes,
              models);
      case Condition.Unproven(String cause, Instant since, _) ->
          new ProviderStanding(
              name,
              isAway(reach, whole) ? State.AWAY : State.UNPROVEN,
              cause,
              whole == null ? null : whole.why().detail(),
              since,
              whole == null ? null : whole.proof(),
              strikes,
              models);
      case Condition.Recovering _ -> good(name, State.RECOVERING, null, strikes, models);
      case Condition.Well _ ->
          switch (reach.state()) {
            case ANSWERS -> good(name, State.WELL, reach.since(), strikes, models);
            case UNKNOWN -> good(name, State.UNKNOWN, null, strikes, models);
            case FAILS ->
                new ProviderStanding(
                    name,
                    State.UNPROVEN,
                    NO_LIST,
                    reach.cause(),
                    reach.since(),
                    null,
                    strikes,
                    models);
          };
    };
  }

  private static ProviderStanding good(
      String name, State state, @Nullable Instant since, int strikes, List<Patient> models) {
    return new ProviderStanding(name, state, null, null, since, null, strikes, models);
  }

  /// Whether it is not there, which a look finds out, and not only ill or at a limit.
  private static boolean isAway(Reach reach, @Nullable Patient whole) {
    return reach.state() == Reach.State.FAILS
        && whole != null
        && whole.why().proof() == Blame.Proof.LIST
        && whole.why().outlook() != Blame.Outlook.LASTING;
  }

  /// When it is asked again: by somebody who looks, if that is before anybody else may.
  static Instant nextTry(@Nullable Patient patient, Instant until) {
    @Nullable Instant proof = patient == null ? null : patient.proof();
    return proof == null || proof.isAfter(until) ? until : proof;
  }

  /// What keeps it from answering, as its users or those who run it may read it.
  String reason(boolean all) {
    if (state.isGood() && !models.isEmpty()) {
      return name
          + ": "
          + models.stream()
              .map(each -> each.model() + " rests (" + each.why().cause() + ")")
              .collect(Collectors.joining(", "));
    }
    @Nullable String why = all && detail != null ? detail : cause;
    return name + (why == null ? "" : ": " + why);
  }

  /// How many of it rest: itself, and its models.
  int rests() {
    return models.size() + (state.isGood() ? 0 : 1);
  }
}
