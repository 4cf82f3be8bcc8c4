package dev.homeport.tunnel.tailscale.cli;

import java.util.List;

/// One thing that we say to `tailscale`.
///
/// The set is closed because other words of that command wipe entries that are not ours, replace
/// the whole configuration or turn a funnel into something private, all without a question.
public sealed interface Call {
  /// The arguments, as the command gets them.
  List<String> arguments();

  /// The call as a person would type it.
  default String words() {
    return "tailscale " + String.join(" ", arguments());
  }

  /// Asks for the state of this machine, without the other machines of the tailnet.
  record Status() implements Call {
    @Override
    public List<String> arguments() {
      return List.of("status", "--json", "--peers=false");
    }
  }

  /// Asks what is published.
  record Published() implements Call {
    @Override
    public List<String> arguments() {
      return List.of("funnel", "status", "--json");
    }
  }

  /// Publishes our port. It replaces whatever stands in that place, so who says this has looked.
  record On(int publicPort, int localPort) implements Call {
    @Override
    public List<String> arguments() {
      String local = Integer.toString(localPort);
      return publicPort == 443
          ? List.of("funnel", "--bg", "--yes", local)
          : List.of("funnel", "--bg", "--yes", "--https=" + publicPort, local);
    }
  }

  /// Takes away what stands at the root of our public port. Without the path it would take
  /// everything else under that port too.
  record Off(int publicPort) implements Call {
    @Override
    public List<String> arguments() {
      return List.of("funnel", "--https=" + publicPort, "--set-path=/", "off");
    }
  }

  /// Disconnects this machine from its tailnet.
  record Down() implements Call {
    @Override
    public List<String> arguments() {
      return List.of("down");
    }
  }

  /// Connects it again. Any flag would make it a change of settings, which is refused as soon as
  /// one setting is not the usual one.
  record Up() implements Call {
    @Override
    public List<String> arguments() {
      return List.of("up");
    }
  }
}
