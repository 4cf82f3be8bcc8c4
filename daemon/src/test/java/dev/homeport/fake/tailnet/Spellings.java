package dev.homeport.fake.tailnet;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// The ways to write the same call of `tailscale`, as far as recordings show that they are the
/// same: `--yes` changes nothing without a terminal, `--https=443` is what goes without saying, and
/// a target may be a port, an address or a URL.
///
/// @param publicPort where the Internet asks
/// @param localPort what listens here
record Spellings(int publicPort, int localPort) {
  /// Our entry on.
  List<String> on() {
    return of(List.of("--bg"), List.of("--yes"), targets());
  }

  /// Our entry off, and nothing else.
  List<String> offOurs() {
    return of(List.of("--set-path=/"), List.of("--yes"), List.of("off"));
  }

  /// Everything off that stands on our port.
  List<String> offAll() {
    return of(List.of(), List.of("--yes"), List.of("off"));
  }

  private List<String> targets() {
    return List.of("" + localPort, "127.0.0.1:" + localPort, "http://127.0.0.1:" + localPort);
  }

  /// `funnel`, then these flags and perhaps those in every order, then one of the ends.
  private List<String> of(List<String> must, List<String> may, List<String> ends) {
    var all = new LinkedHashSet<String>();
    for (boolean port : publicPort == 443 ? new boolean[] {true, false} : new boolean[] {true}) {
      for (boolean more : new boolean[] {true, false}) {
        var flags = new ArrayList<>(must);
        if (port) {
          flags.add("--https=" + publicPort);
        }
        if (more) {
          flags.addAll(may);
        }
        for (List<String> ordered : orders(flags)) {
          for (String end : ends) {
            var words = new ArrayList<>(List.of("funnel"));
            words.addAll(ordered);
            words.add(end);
            all.add(String.join(" ", words));
          }
        }
      }
    }
    return List.copyOf(all);
  }

  private static List<List<String>> orders(List<String> flags) {
    if (flags.isEmpty()) {
      return List.of(List.of());
    }
    var all = new ArrayList<List<String>>();
    for (String first : flags) {
      var rest = new ArrayList<>(flags);
      rest.remove(first);
      for (List<String> order : orders(rest)) {
        var whole = new ArrayList<>(List.of(first));
        whole.addAll(order);
        all.add(whole);
      }
    }
    return all;
  }
}
