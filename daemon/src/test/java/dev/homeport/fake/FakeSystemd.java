package dev.homeport.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A `systemctl` that keeps systemd's rules: it reads a unit's file only when it is told to reload,
/// `enable` of one that it has not read fails with 1, and the system's and the user's are two.
public final class FakeSystemd {
  private static final String SCRIPT =
      """
      here=${0%/*}/systemd
      echo "$*" >>"$here/calls"
      kind=system
      if [ "$1" = --user ]; then kind=user; shift; fi
      [ ! -f "$here/fails-$1" ] || { echo "$1 failed: scripted" >&2; exit "$(cat "$here/fails-$1")"; }
      for word; do unit=$word; done
      state=$here/$kind-$unit
      case $1 in
        daemon-reload)
          rm -f "$here/$kind"-*.read
          folder=$(cat "$here/folder-$kind")
          for file in "$folder"/*.service; do
            [ ! -f "$file" ] || cp "$file" "$here/$kind-${file##*/}.read"
          done
          ;;
        enable)
          [ -f "$state.read" ] || { echo "Failed to enable unit: Unit file $unit does not exist." >&2; exit 1; }
          cp "$state.read" "$state.active"; : >"$state.enabled"
          ;;
        disable) rm -f "$state.active" "$state.enabled" ;;
        is-active) [ -f "$state.active" ] || exit 3 ;;
        is-enabled) [ -f "$state.enabled" ] || exit 1 ;;
        show) [ ! -f "$here/last-exit" ] || cat "$here/last-exit" ;;
        reset-failed) [ -f "$state.read" ] || exit 1 ;;
        *) echo "Unknown command verb $1." >&2; exit 1 ;;
      esac
      """;

  private final Path here;

  private FakeSystemd(Path here) {
    this.here = here;
  }

  /// Puts one among these programs.
  ///
  /// @param folder where the programs are
  /// @param system where the system's units are
  /// @param user where the user's are
  public static FakeSystemd in(Programs programs, Path folder, Path system, Path user, int uid) {
    programs.put("systemctl", SCRIPT);
    programs.put("id", "case \"$*\" in", "  -un) echo ann ;;", "  -u) echo " + uid + " ;;", "esac");
    try {
      var systemd = new FakeSystemd(Files.createDirectories(folder.resolve("systemd")));
      systemd.write("folder-system", system.toString());
      systemd.write("folder-user", user.toString());
      return systemd;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lets a verb fail from now on.
  public void fail(String verb, int status) {
    write("fails-" + verb, Integer.toString(status));
  }

  /// The status of the last end of whatever is asked for.
  public void lastExit(int status) {
    write("last-exit", Integer.toString(status));
  }

  /// Whether a unit runs now and after the next start, such as `user-homeport-router.service`.
  public boolean runs(String unit) {
    return Files.exists(here.resolve(unit + ".active"))
        && Files.exists(here.resolve(unit + ".enabled"));
  }

  /// How it was called, a line each.
  public List<String> calls() {
    return new Programs(here).lines("calls");
  }

  private void write(String name, String text) {
    try {
      Files.writeString(here.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
