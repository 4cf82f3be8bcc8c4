package dev.homeport.account.ruling;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whose customs count: when windows end there, and what a plan is worth.
public enum Service {
  /// Ollama's cloud: windows of a session, a week, a month.
  OLLAMA_CLOUD(Duration.ofDays(7), ZoneOffset.UTC),
  /// Gemini, whose days end at midnight on the Pacific coast.
  GEMINI(Duration.ofHours(1), ZoneId.of("America/Los_Angeles")),
  /// GigaChat, where tokens are bought for each model.
  GIGACHAT(Duration.ofHours(1), ZoneOffset.UTC),
  /// Anybody else.
  OTHER(Duration.ofHours(1), ZoneOffset.UTC);

  private final Duration block;

  @SuppressWarnings(
      "ImmutableEnumChecker") // zones cannot be changed, which their type does not say
  private final ZoneId days;

  Service(Duration block, ZoneId days) {
    this.block = block;
    this.days = days;
  }

  /// How long an account rests that is used up, where nothing better is known.
  public Duration block() {
    return block;
  }

  /// Where its days begin.
  ZoneId days() {
    return days;
  }

  /// How many requests a plan takes at once; nothing where that is not known (wire.md A.7, as of
  /// September 2026).
  public @Nullable Integer concurrent(@Nullable String plan) {
    if (this != OLLAMA_CLOUD || plan == null) {
      return null;
    }
    return switch (plan.strip().toLowerCase(Locale.ROOT)) {
      case "free" -> 1;
      case "pro" -> 3;
      case "max" -> 10;
      default -> null;
    };
  }
}
