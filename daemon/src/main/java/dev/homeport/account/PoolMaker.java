package dev.homeport.account;

import dev.homeport.account.block.Blocks;
import dev.homeport.account.ruling.Law;
import dev.homeport.account.ruling.Service;
import dev.homeport.config.provider.AccountSettings;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.provider.ProviderSettings.Kind;
import dev.homeport.config.value.Secret;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Makes pools of settings.
///
/// @param blocks of all pools on this state
/// @param quote makes of a provider's words what may be shown, without names and ids
public record PoolMaker(Blocks blocks, UnaryOperator<String> quote, Ticker ticker, WallClock wall) {
  /// The accounts of a provider: those in its file, or its only key, which is called as the
  /// provider. Empty for a home, and for one that wants no key.
  public static List<AccountSettings> accounts(ProviderSettings settings) {
    if (!settings.accounts().isEmpty()) {
      return settings.accounts();
    }
    Secret only = settings.credentials() == null ? settings.key() : settings.credentials();
    return only == null || settings.isHome()
        ? List.of()
        : List.of(new AccountSettings(settings.name(), only, null, null, null, List.of()));
  }

  /// The pool of a provider; empty where it has no accounts.
  ///
  /// @param before the one in whose place it is, of which whoever shows the same key goes on
  public Optional<SharedPool> make(ProviderSettings settings, @Nullable Pool before) {
    List<AccountSettings> accounts = accounts(settings);
    if (accounts.isEmpty()) {
      return Optional.empty();
    }
    Service service = service(settings.kind());
    Duration wait = settings.timeouts().firstToken();
    List<Member> members =
        accounts.stream().map(each -> member(settings, service, each, wait, before)).toList();
    Duration block = settings.block() == null ? service.block() : settings.block();
    return Optional.of(
        new SharedPool(
            settings.name(), new Law(service, block), members, wait, blocks, quote, ticker, wall));
  }

  /// Where Ollama's API asks for an account, it is in the cloud, whatever stands before it.
  private static Service service(Kind kind) {
    return switch (kind) {
      case OLLAMA -> Service.OLLAMA_CLOUD;
      case GEMINI -> Service.GEMINI;
      case GIGACHAT -> Service.GIGACHAT;
      case OPENAI, ANTHROPIC -> Service.OTHER;
    };
  }

  private Member member(
      ProviderSettings settings,
      Service service,
      AccountSettings each,
      Duration wait,
      @Nullable Pool before) {
    Integer concurrent = each.concurrent() == null ? settings.concurrent() : each.concurrent();
    Integer most = concurrent == null ? service.concurrent(each.plan()) : concurrent;
    String mark = KeyMark.of(settings.name(), each.key().reveal());
    var account = new Account(each.name(), each.description(), each.plan(), most, each.models());
    Optional<Member> known =
        before instanceof SharedPool pool ? pool.member(each.name(), mark) : Optional.empty();
    Hands hands = known.map(Member::hands).orElseGet(() -> new Hands(most, wait, ticker));
    hands.fit(most, wait);
    return new Member(account, mark, hands);
  }
}
