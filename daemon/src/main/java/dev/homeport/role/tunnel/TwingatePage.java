package dev.homeport.role.tunnel;

import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.twingate.client.Standing;
import dev.homeport.wire.JsonFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// How Twingate's client stands, as a home's part of a router's pages.
public final class TwingatePage {
  private TwingatePage() {}

  /// The fields.
  ///
  /// @param all whether what names addresses is shown as well
  public static JsonFields fields(Standing standing, boolean all) {
    var part = new JsonFields();
    part.put("kind", "twingate");
    part.put("client", standing.client());
    part.put("state", standing.state().word());
    Finding trouble = standing.trouble();
    part.put("cause", trouble == null ? null : trouble.cause().word());
    if (all) {
      part.put("detail", trouble == null ? null : trouble.what());
      part.put("next", trouble == null ? null : trouble.next());
    }
    part.put("since", instant(standing.since()));
    part.put("key_expires", instant(standing.keyExpires()));
    if (all && !standing.notices().isEmpty()) {
      part.put(
          "notices",
          standing.notices().stream()
              .map(
                  notice ->
                      new JsonFields()
                          .put("topic", notice.topic())
                          .put("what", notice.what())
                          .put("next", notice.next()))
              .toList());
    }
    return part;
  }

  private static @Nullable String instant(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
