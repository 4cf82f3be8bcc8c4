package dev.homeport.tunnel.tailscale;

import dev.homeport.tunnel.Tunnel.Local;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Notice;
import dev.homeport.tunnel.tailscale.cli.Call;
import dev.homeport.tunnel.tailscale.cli.Cli;
import dev.homeport.tunnel.tailscale.cli.Variant;
import dev.homeport.tunnel.tailscale.reading.Backend;
import dev.homeport.tunnel.tailscale.reading.Entry;
import dev.homeport.tunnel.tailscale.reading.KeyLife;
import dev.homeport.tunnel.tailscale.reading.Node;
import dev.homeport.tunnel.tailscale.reading.NodeTrouble;
import dev.homeport.tunnel.tailscale.reading.Standing;
import dev.homeport.tunnel.tailscale.reading.Standing.Whole;
import dev.homeport.tunnel.tailscale.reading.Versions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts what was read into words, layer by layer. Pure.
///
/// @param lastName the name that the machine had when it last had one: its address outside does not
///   change because its service says nothing today
record Sketch(Wish wish, Instant now, @Nullable String lastName) {
  /// The layer tailnet with what was said about it, before anybody asks what is published.
  record Upper(
      Sketch sketch,
      Variant variant,
      Cli cli,
      Node node,
      Entry entry,
      @Nullable Finding trouble,
      Evidence tailnet,
      List<Notice> notices) {
    /// What is published could not be read.
    Reading unread(Finding why, Duration took) {
      var config = Evidence.unseen(Layer.CONFIG, why.what()).in(took);
      return reading(trouble == null ? why : trouble, config, null, Set.of(), Set.of(), notices);
    }

    /// It was read.
    Reading read(Standing standing, Set<String> leftOvers, Set<Integer> oldPorts, Duration took) {
      Finding grants = NodeTrouble.grants(node, entry.publicPort());
      Finding first = trouble != null ? trouble : grants != null ? grants : standing.trouble();
      Finding wrong = grants != null ? grants : standing.trouble();
      var config =
          wrong != null
              ? Evidence.fails(Layer.CONFIG, wrong.what())
              : leftOvers.isEmpty()
                  ? Evidence.fine(Layer.CONFIG, words(standing))
                  : Evidence.warns(
                      Layer.CONFIG,
                      words(standing) + "; still there: " + String.join(", ", leftOvers));
      var more = new ArrayList<>(notices);
      if (standing instanceof Whole(_, String session) && session != null) {
        more.add(
            new Notice(
                "tailscale-foreground",
                "our entry hangs on a `tailscale funnel` that runs in some terminal, and goes with"
                    + " it",
                "end that program: Homeport then writes the entry for good"));
      }
      for (int port : oldPorts) {
        more.add(
            new Notice(
                "tailscale-old-port-" + port,
                "Homeport's entry on port "
                    + port
                    + " of other times is still published, beside the one on "
                    + entry.publicPort(),
                "if nobody needs it: " + new Call.Off(port).words()));
      }
      for (String old : leftOvers) {
        more.add(
            new Notice(
                "tailscale-old-name-" + old,
                "the entry of an old name, " + old + ", is still published; it serves nobody",
                "it can stay. To be rid of it: give this machine its old name, run `"
                    + new Call.Off(entry.publicPort()).words()
                    + "`, and rename it again"));
      }
      return reading(first, config.in(took), standing, leftOvers, oldPorts, more);
    }

    private Reading reading(
        @Nullable Finding first,
        Evidence config,
        @Nullable Standing standing,
        Set<String> leftOvers,
        Set<Integer> oldPorts,
        List<Notice> all) {
      var local = new Local(List.of(tailnet, config), first, entry.url(), node.online(), all);
      return new Reading(local, cli, variant, node, entry, standing, leftOvers, oldPorts);
    }

    private static String words(Standing standing) {
      return switch (standing) {
        case Whole(String words, _) -> words;
        case Standing.Half(String what, _) -> what;
        case Standing.Absent(String what, _) -> what;
        case Standing.Foreign(String what, _) -> what;
      };
    }
  }

  /// Nobody answered.
  Reading without(Variant variant, @Nullable Cli cli, Finding trouble, @Nullable Duration took) {
    var tailnet = Evidence.fails(Layer.TAILNET, trouble.what());
    var local =
        new Local(
            List.of(took == null ? tailnet : tailnet.in(took), unasked()),
            trouble,
            url(lastName),
            true,
            List.of());
    return new Reading(local, cli, variant, null, null, null, Set.of(), Set.of());
  }

  /// The service answered, and its state says that nothing else need be asked.
  Reading without(
      Variant variant,
      Cli cli,
      Node node,
      @Nullable Finding trouble,
      String errors,
      Duration took) {
    var local =
        new Local(
            List.of(tailnet(node, trouble).in(took), unasked()),
            trouble,
            url(node.name() == null ? lastName : node.name()),
            node.backend() != Backend.NO_STATE,
            notices(node, errors));
    return new Reading(local, cli, variant, node, null, null, Set.of(), Set.of());
  }

  /// It answered, and what is published is asked next.
  Upper with(
      Variant variant,
      Cli cli,
      Node node,
      Entry entry,
      @Nullable Finding trouble,
      String errors,
      Duration took) {
    var tailnet = tailnet(node, trouble).in(took);
    return new Upper(this, variant, cli, node, entry, trouble, tailnet, notices(node, errors));
  }

  private List<Notice> notices(Node node, String errors) {
    var notices = new ArrayList<Notice>();
    Versions.mismatch(errors).ifPresent(notices::add);
    KeyLife.notice(node, now).ifPresent(notices::add);
    return notices;
  }

  private Evidence tailnet(Node node, @Nullable Finding trouble) {
    var words = new ArrayList<String>();
    if (trouble != null) {
      words.add(trouble.what());
    }
    words.add("state " + node.state());
    words.add("version " + node.shortVersion());
    words.add(node.name() == null ? "no name" : node.name());
    if (node.relay() != null) {
      words.add("relay " + node.relay());
    }
    words.add(node.online() ? "control server heard" : "control server not heard");
    if (node.keyExpiry() != null) {
      words.add("key until " + node.keyExpiry());
    }
    if (node.grants() == null && node.backend() == Backend.RUNNING) {
      words.add("it does not say what it may publish");
    }
    node.health().forEach(health -> words.add("it says: " + health));
    String text = String.join(", ", words);
    if (trouble != null) {
      return Evidence.fails(Layer.TAILNET, text);
    }
    boolean calm = node.online() && node.health().isEmpty() && node.grants() != null;
    return calm ? Evidence.fine(Layer.TAILNET, text) : Evidence.warns(Layer.TAILNET, text);
  }

  private static Evidence unasked() {
    return Evidence.unseen(Layer.CONFIG, "not asked, because the layer before it fails");
  }

  private @Nullable URI url(@Nullable String name) {
    return name == null ? null : new Entry(name, wish.publicPort(), wish.localPort()).url();
  }
}
