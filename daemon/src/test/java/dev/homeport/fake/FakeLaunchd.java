package dev.homeport.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A `launchctl` that keeps launchd's rules: a job is loaded once and by a path; a bootstrap of one
/// that is loaded or still ending is error 5; `print` of one that is not there is 113; a domain
/// that takes no jobs is 125; `load` and `unload` end with 0 and do nothing; a job does not run
/// before it is kicked.
///
/// A domain is there when it was opened. What is loaded is a file each, with the list as it was
/// when it was loaded.
public final class FakeLaunchd {
  private static final String SCRIPT =
      """
      here=${0%/*}/launchd
      echo "$*" >>"$here/calls"
      scripted() {
        [ -f "$here/fails-$1" ] || return 0
        status=$(cat "$here/fails-$1")
        [ ! -f "$here/once-$1" ] || rm "$here/fails-$1" "$here/once-$1"
        echo "$1 failed: $status: scripted" >&2
        exit "$status"
      }
      split() { # sets domain, label, job
        case $1 in
          system) domain=system; label= ;;
          system/*) domain=system; label=${1#system/} ;;
          gui/*/* | user/*/*) domain=${1%/*}; label=${1##*/} ;;
          *) domain=$1; label= ;;
        esac
        case $domain in
          */*) flat=${domain%%/*}-${domain#*/} ;;
          *) flat=$domain ;;
        esac
        job=$here/$flat-$label
      }
      in_domain() {
        [ -f "$here/domain-$flat" ] || { echo "Could not find domain" >&2; exit "$1"; }
      }
      ending() { # whether the job is still going away; each look brings the end nearer
        [ -f "$job.ending" ] || return 1
        left=$(cat "$job.ending")
        if [ "$left" -le 0 ]; then rm -f "$job.ending" "$job.loaded" "$job.runs"; return 1; fi
        echo $((left - 1)) >"$job.ending"
      }
      kill_job() {
        if [ -f "$job.pid" ]; then
          read -r pid <"$job.pid"
          kill "$pid" 2>/dev/null
          for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
            { kill -0 "$pid" && [ "$(ps -o stat= -p "$pid")" != Z ]; } 2>/dev/null || break
            sleep 0.1
          done
          rm -f "$job.pid"
        fi
      }
      case $1 in
        print)
          split "$2"
          in_domain 112
          [ -n "$label" ] || exit 0
          ending && { echo "state = SIGTERMed"; exit 0; }
          [ -f "$job.loaded" ] || { echo 'Could not find service "'"$label"'" in domain' >&2; exit 113; }
          echo "not to be read"
          ;;
        bootstrap)
          scripted bootstrap
          label=${3##*/}; label=${label%.plist}
          split "$2/$label"
          in_domain 125
          [ -f "$3" ] || { echo "Bootstrap failed: 5: Input/output error" >&2; exit 5; }
          ending
          [ ! -f "$job.loaded" ] || { echo "Bootstrap failed: 5: Input/output error" >&2; exit 5; }
          cp "$3" "$job.loaded"
          ;;
        bootout)
          scripted bootout
          split "$2"
          [ -f "$job.loaded" ] || { echo "Boot-out failed: 3: No such process" >&2; exit 3; }
          kill_job
          if [ -f "$here/slow" ]; then cp "$here/slow" "$job.ending"; exit 36; fi
          rm -f "$job.loaded" "$job.runs"
          ;;
        kickstart)
          scripted kickstart
          split "$2"
          [ -f "$job.loaded" ] || exit 113
          if [ -x "$here/run" ]; then
            "$here/run" "$job.loaded" </dev/null >/dev/null 2>&1 &
            echo $! >"$job.pid"
          fi
          : >"$job.runs"
          ;;
        enable | disable) : ;;
        list)
          if [ -f "$here/last-exit" ]; then
            printf '{\\n\\t"LastExitStatus" = %s;\\n};\\n' "$(cat "$here/last-exit")"
          elif [ -z "$2" ]; then
            printf 'PID\\tStatus\\tLabel\\n'
            for job in "$here"/*.loaded; do
              [ ! -f "$job" ] || { job=${job##*/}; job=${job%.loaded}; printf '%s\\t0\\t%s\\n' - "${job##*-}"; }
            done
          else
            for job in "$here"/*-"$2".loaded; do
              [ -f "$job" ] || { echo 'Could not find service "'"$2"'" in domain' >&2; exit 113; }
              pid=${job%.loaded}.pid
              printf '{\\n\\t"Label" = "%s";\\n\\t"LastExitStatus" = 0;\\n' "$2"
              [ ! -f "$pid" ] || printf '\\t"PID" = %s;\\n' "$(cat "$pid")"
              echo '};'
            done
          fi
          ;;
        load | unload) : ;;
        *) echo "Unrecognized subcommand: $1" >&2; exit 64 ;;
      esac
      """;

  private final Path here;

  private FakeLaunchd(Path here) {
    this.here = here;
  }

  /// Puts one among these programs, with the domains of a user who is logged in at the screen.
  ///
  /// @param folder where the programs are
  /// @param home where the user is at home
  public static FakeLaunchd in(Programs programs, Path folder, int uid, Path home) {
    programs.put("launchctl", SCRIPT);
    programs.put(
        "id",
        "case \"$*\" in",
        "  -un) echo ann ;;",
        "  '-P ann') echo 'ann:*:" + uid + ":20::0:0:Ann:" + home + ":/bin/zsh' ;;",
        "  '-u ann') echo " + uid + " ;;",
        "  -u) if [ -f \"${0%/*}/launchd/root\" ]; then echo 0; else echo " + uid + "; fi ;;",
        "  *) exit 1 ;;",
        "esac");
    try {
      var launchd = new FakeLaunchd(Files.createDirectories(folder.resolve("launchd")));
      launchd.open("gui/" + uid);
      launchd.open("user/" + uid);
      launchd.open("system");
      return launchd;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes us root.
  public void asRoot() {
    write("root", "");
  }

  /// Opens a domain.
  public void open(String domain) {
    write("domain-" + flat(domain), "");
  }

  /// Closes a domain, as that of a screen at which nobody is logged in.
  public void close(String domain) {
    delete("domain-" + flat(domain));
  }

  /// Lets a verb fail from now on.
  public void fail(String verb, int status) {
    write("fails-" + verb, Integer.toString(status));
  }

  /// Lets a verb fail the next time.
  public void failOnce(String verb, int status) {
    write("once-" + verb, "");
    fail(verb, status);
  }

  /// Lets a job that is booted out be there for that many looks more.
  public void slowToEnd(int looks) {
    write("slow", Integer.toString(looks));
  }

  /// What the list of a job says of its last end, as wait(2) does.
  public void lastExit(int status) {
    write("last-exit", Integer.toString(status));
  }

  /// Loads a job by hand and lets it run.
  public void load(String target, String list) {
    write(flat(target) + ".loaded", list);
    write(flat(target) + ".runs", "");
  }

  /// What a job that is kicked runs; it gets the file of its list.
  public void runs(String... lines) {
    new Programs(here).put("run", lines);
  }

  /// Whether a job runs, and from which list.
  public boolean runs(String target) {
    return Files.exists(here.resolve(flat(target) + ".runs"))
        && Files.exists(here.resolve(flat(target) + ".loaded"));
  }

  /// The list that a job was loaded from.
  public String listOf(String target) {
    return read(flat(target) + ".loaded");
  }

  /// Everything that is loaded, in no order.
  public List<String> loaded() {
    try (Stream<Path> files = Files.list(here)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".loaded"))
          .map(name -> name.substring(0, name.length() - ".loaded".length()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How it was called, a line each.
  public List<String> calls() {
    return new Programs(here).lines("calls");
  }

  /// Forgets how it was called.
  public void forgetCalls() {
    delete("calls");
  }

  /// As the script names the files of a target: only the slashes of its domain are dashes.
  private static String flat(String target) {
    return target.replace('/', '-');
  }

  private String read(String name) {
    try {
      return Files.readString(here.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String text) {
    try {
      Files.writeString(here.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void delete(String name) {
    try {
      Files.deleteIfExists(here.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
