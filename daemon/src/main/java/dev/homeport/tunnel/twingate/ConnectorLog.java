package dev.homeport.tunnel.twingate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the log of a Connector says, as far as it is known what its lines mean. Each begins with
/// its time. Pure.
///
/// Tokens that were revoked stay so for as long as the Connector runs, because it has no others. To
/// be offline is a matter of the moment. That a token has expired is everyday life: it is renewed.
final class ConnectorLog {
  /// What it says.
  enum Word {
    /// Nothing that is wrong.
    NOTHING,
    /// It has no way to Twingate.
    OFFLINE,
    /// Its tokens were revoked.
    REVOKED
  }

  /// Older lines say nothing of the moment.
  private static final Duration RECENT = Duration.ofMinutes(5);

  private static final Pattern GONE = Pattern.compile("\\bGone\\b.{0,20}\\b410\\b");
  private static final Pattern STATE = Pattern.compile("(?<!\\w)State: (\\w+)");
  private static final Pattern SDWAN = Pattern.compile("sdwan_state: (\\w+)");

  private ConnectorLog() {}

  /// Judges the lines, the oldest first.
  static Word judge(List<String> lines, Instant now) {
    boolean gone = false;
    boolean error = false;
    boolean offline = false;
    for (String line : lines) {
      gone |= GONE.matcher(line).find();
      Matcher state = STATE.matcher(line);
      if (state.find()) {
        error = state.group(1).equalsIgnoreCase("error");
        gone &= error || isOffline(state.group(1));
      }
      Matcher sdwan = SDWAN.matcher(line);
      if (sdwan.find()) {
        Instant at = time(line);
        boolean recent = at != null && Duration.between(at, now).compareTo(RECENT) <= 0;
        offline = isOffline(sdwan.group(1)) && recent;
      }
    }
    return gone && error ? Word.REVOKED : offline ? Word.OFFLINE : Word.NOTHING;
  }

  private static boolean isOffline(String state) {
    return state.toLowerCase(Locale.ROOT).equals("offline");
  }

  /// The time of a line, as `docker logs --timestamps` or `journalctl -o short-unix` has it.
  private static @Nullable Instant time(String line) {
    int end = line.indexOf(' ');
    String text = end < 0 ? line : line.substring(0, end);
    try {
      if (text.indexOf('T') > 0) {
        return OffsetDateTime.parse(text).toInstant();
      }
      int dot = text.indexOf('.');
      return Instant.ofEpochSecond(Long.parseLong(dot < 0 ? text : text.substring(0, dot)));
    } catch (DateTimeException | NumberFormatException _) {
      return null;
    }
  }
}
