package dev.homeport.config.door;

import dev.homeport.config.value.Secret;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whom to tell of what.
///
/// @param way how it is told
/// @param url where a webhook is, credentials and all; nothing for a notification of the Mac's
/// @param chat the chat, for a bot of Telegram's
/// @param on of what
public record AlertSettings(Way way, @Nullable Secret url, @Nullable String chat, Set<Topic> on) {
  public AlertSettings {
    on = Set.copyOf(on);
  }

  /// The host that is told, which is all of it that may be shown; nothing for the Mac's screen.
  public @Nullable String host() {
    return url == null ? null : URI.create(url.reveal()).getHost();
  }

  /// How somebody is told.
  public enum Way {
    /// A POST of generic JSON.
    WEBHOOK,
    /// A POST as Slack's incoming webhooks want it.
    SLACK,
    /// A bot of Telegram's.
    TELEGRAM,
    /// A notification on the Mac's screen.
    NOTIFICATION
  }

  /// Of what somebody is told.
  public enum Topic {
    BUDGET,
    FALLBACK_SHARE,
    ACCOUNT,
    PROVIDER,
    TUNNEL,
    KEY_GUESSING
  }
}
