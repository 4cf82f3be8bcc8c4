package dev.homeport.config.router;

import dev.homeport.config.GivenKey;
import dev.homeport.config.door.AlertSettings;
import dev.homeport.config.door.Auth;
import dev.homeport.config.door.LedgerPlace;
import dev.homeport.config.door.Log;
import dev.homeport.config.door.StatePlace;
import dev.homeport.config.provider.HomeNames;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.value.Listen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything that can be set for the router. Values, so a reload swaps all of them at once.
///
/// @param listen where clients ask
/// @param cors origins of web pages that may ask; `*` for all
/// @param metrics a second, keyless address for `/metrics`; nothing where there is none
/// @param providers everybody there is, at least one
/// @param chain who is asked, in that order: names of providers, at least one
/// @param alone whether the chain is one provider by request, so that nobody answers in its place
/// @param models what each provider calls a model
/// @param continuation whether a cut answer may be continued by another provider
/// @param twingate the client by which homes are reached; nothing where none is reached so
/// @param state the folder of what belongs to this machine alone: the first key, a client's files
/// @param place where the state is
/// @param ledger where the ledger is
/// @param keep how long its rows are kept
/// @param spending how much may be spent, and what things cost
/// @param alerts whom to tell of what
/// @param keys what `HOMEPORT_KEYS` gives
public record RouterSettings(
    Listen listen,
    Auth auth,
    List<String> cors,
    @Nullable Listen metrics,
    Log log,
    Limits limits,
    List<ProviderSettings> providers,
    List<String> chain,
    boolean alone,
    ModelMap models,
    Health health,
    boolean continuation,
    @Nullable Twingate twingate,
    Path state,
    StatePlace place,
    LedgerPlace ledger,
    Duration keep,
    Spending spending,
    List<AlertSettings> alerts,
    List<GivenKey> keys) {

  /// How much at once, and how slow.
  ///
  /// @param body the bytes of one body
  /// @param bodies the bytes of all bodies held at once
  /// @param header the bytes of a request's head
  /// @param headerWait how long a head may take
  /// @param bodyRate the bytes of a body that must come each second; 0 for none
  public record Limits(long body, long bodies, int header, Duration headerWait, long bodyRate) {}

  /// How the state of providers, and silence, is dealt with.
  ///
  /// @param cooldown how long a provider that failed rests; zero for not at all
  /// @param prefer how long the one that worked is preferred; zero for not at all
  /// @param probe how often one that rests is tried in the background
  /// @param hold how long a client waits for the head of an answer while nobody has begun one
  /// @param keepAlive how often it hears from us after that
  public record Health(
      Duration cooldown, Duration prefer, Duration probe, Duration hold, Duration keepAlive) {}

  /// The provider that a name means: `home` and `ollama` are the same as long as only one of them
  /// exists.
  public Optional<ProviderSettings> provider(String name) {
    return HomeNames.meant(name, providers.stream().map(ProviderSettings::name).toList())
        .flatMap(meant -> providers.stream().filter(some -> some.name().equals(meant)).findFirst());
  }
}
