package dev.homeport.server.admin;

import dev.homeport.account.AccountStanding;
import dev.homeport.account.Block;
import dev.homeport.wire.JsonFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Accounts as pages show them: never a key. Pure.
final class AccountPage {
  private AccountPage() {}

  /// All that is known of an account.
  static JsonFields whole(AccountStanding each, Instant now) {
    @Nullable Block block =
        each.blocks().stream().filter(one -> one.model() == null).findFirst().orElse(null);
    return new JsonFields()
        .put("provider", each.provider())
        .put("account", each.account().name())
        .put("description", each.account().description())
        .put("plan", each.account().plan())
        .put("state", state(each, now))
        .put("cause", block == null ? null : block.cause())
        .put("detail", block == null ? null : block.detail())
        .put("since", block == null ? null : instant(block.since()))
        .put("blocked_until", block == null ? null : instant(block.until()))
        .put(
            "models",
            each.blocks().stream()
                .filter(one -> one.model() != null)
                .map(AccountPage::block)
                .toList())
        .put("inside", each.inside())
        .put("concurrent", each.account().concurrent())
        .put("asked", each.asked())
        .put("answered", each.answered())
        .put("failed", each.failed());
  }

  /// One thing that is held against an account.
  static JsonFields block(Block block) {
    return new JsonFields()
        .put("model", block.model())
        .put("cause", block.cause())
        .put("detail", block.detail())
        .put("since", instant(block.since()))
        .put("blocked_until", instant(block.until()));
  }

  /// How it stands in a word. What is still held against it when its time is over is looked at, and
  /// forgotten when it proves to be over.
  static String state(AccountStanding each, Instant now) {
    if (each.isBlocked(now)) {
      return "blocked";
    }
    if (each.blocks().stream().anyMatch(one -> one.model() == null)) {
      return "probing";
    }
    if (each.blocks().stream().anyMatch(one -> one.until().isAfter(now))) {
      return "partly blocked";
    }
    return each.blocks().isEmpty() ? "free" : "probing";
  }

  /// How many of a provider's accounts are free, and when the next one is where none is.
  static JsonFields summary(List<AccountStanding> ofOne, Instant now) {
    long free = ofOne.stream().filter(each -> !each.isBlocked(now)).count();
    Optional<Instant> next =
        free > 0
            ? Optional.empty()
            : ofOne.stream().map(AccountPage::freeAt).min(Comparator.naturalOrder());
    return new JsonFields()
        .put("free", free)
        .put("of", ofOne.size())
        .put("next_free_at", next.map(AccountPage::instant).orElse(null));
  }

  private static Instant freeAt(AccountStanding blocked) {
    return blocked.blocks().stream()
        .filter(one -> one.model() == null)
        .map(Block::until)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  private static String instant(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
