package dev.homeport.install;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tunnel that a daemon will watch, and how its configuration comes to say so.
///
/// @param kind which; empty for none
/// @param file the configuration to write; nothing where none is to be
/// @param words what a person should know
public record TunnelChoice(String kind, @Nullable String file, List<String> words) {
  private static final String NONE = "none";

  /// Chooses. A configuration that is there is the owner's: it is left alone, and what it lacks is
  /// said.
  ///
  /// @param asked what the person wants; nothing where it is left to us
  /// @param found whether the command of Tailscale is on this machine
  public static TunnelChoice of(@Nullable String asked, boolean found, RoleSettings settings) {
    String wanted = asked != null ? asked : found ? "tailscale" : NONE;
    if (settings.file() != null) {
      return new TunnelChoice(
          settings.tunnel(), null, ofFile(wanted, asked != null, found, settings));
    }
    if (wanted.equals(NONE)) {
      return new TunnelChoice("", null, List.of());
    }
    return new TunnelChoice(
        wanted,
        """
        # Made by homeport install. homeport config init --stdout shows what else can be set.
        daemon:
          tunnel: { kind: %s }
        """
            .formatted(wanted),
        open(wanted, found));
  }

  private static List<String> ofFile(
      String wanted, boolean explicit, boolean found, RoleSettings settings) {
    if (!settings.tunnel().isEmpty()) {
      return explicit && !wanted.equals(settings.tunnel())
          ? List.of(
              settings.file()
                  + " says that the tunnel is "
                  + settings.tunnel()
                  + " and is left alone; change daemon.tunnel.kind there")
          : open(settings.tunnel(), found);
    }
    return wanted.equals(NONE)
        ? List.of()
        : List.of(
            settings.file()
                + " is left alone, and has no tunnel; to have one watched, write under daemon: there: "
                + " tunnel: { kind: "
                + wanted
                + " }");
  }

  private static List<String> open(String kind, boolean found) {
    if (!kind.equals("tailscale")) {
      return List.of();
    }
    var words = new ArrayList<String>();
    words.add(
        "Tailscale Funnel puts this Mac's port on the public Internet: anybody can knock, and"
            + " only who has a key gets in. --no-tunnel leaves it off.");
    if (!found) {
      words.add(
          "Tailscale is not on this Mac: install it (https://tailscale.com/download) and log in;"
              + " the daemon finds it by itself.");
    }
    return List.copyOf(words);
  }
}
