package dev.homeport.tunnel.watch;

import dev.homeport.tunnel.Doorstep;
import dev.homeport.tunnel.Internet;
import dev.homeport.tunnel.Internet.Reach;
import dev.homeport.tunnel.Tunnel;
import dev.homeport.tunnel.Vantage;
import dev.homeport.tunnel.policy.Effect.Breadth;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Notice;
import dev.homeport.tunnel.sight.Sight;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Looks at the way to this machine from the inside out, and blames the first thing that is wrong:
/// our own daemon before the tunnel, what this machine says before what is seen outside.
///
/// The Internet is asked for only where its absence would explain what is wrong, or where a repair
/// might follow.
///
/// @param ollama what is known of what answers the questions; nothing where the doorstep knows
public record Inspector(
    Doorstep doorstep,
    Tunnel tunnel,
    Vantage vantage,
    Internet internet,
    Supplier<@Nullable Evidence> ollama) {
  private static final Layer[] HERE = {Layer.TAILNET, Layer.CONFIG};
  private static final Layer[] OUTSIDE = {Layer.DNS, Layer.TCP, Layer.TLS, Layer.HTTP};

  /// Looks.
  public Sight look(Breadth breadth) throws InterruptedException {
    var view = new View(breadth != Breadth.LOCAL);
    Doorstep.Seen door = doorstep.look();
    view.add(door.evidence());
    Evidence answering = ollama.get();
    if (answering != null) {
      view.add(List.of(answering));
    }
    Finding closed = door.trouble();
    if (closed != null) {
      return view.blaming(closed);
    }
    if (breadth == Breadth.INTERNET_FIRST) {
      Finding absent = absent(null);
      if (absent != null) {
        return view.blaming(absent);
      }
    }
    Tunnel.Local local = tunnel.look();
    view.add(local);
    Finding wrong = local.trouble();
    if (wrong != null) {
      return view.blaming(explained(wrong));
    }
    if (breadth == Breadth.LOCAL) {
      return view.sight(null, null);
    }
    Vantage.View outside = vantage.view(local.publicUrl(), door.instance());
    view.add(outside.evidence());
    view.notices.addAll(outside.notices());
    Finding missed = outside.trouble();
    return missed == null ? view.sight(null, outside.from()) : view.blaming(explained(missed));
  }

  /// What is wrong, or the want of Internet where that explains it.
  private Finding explained(Finding wrong) throws InterruptedException {
    Cause cause = wrong.cause();
    boolean asks =
        cause == Cause.NO_CONTROL
            || switch (cause.cure()) {
              case REAPPLY, RESTART, LADDER -> true;
              case WAIT -> cause.isOutside();
              case PERSON -> false;
            };
    Finding absent = asks ? absent(wrong) : null;
    return absent == null ? wrong : absent;
  }

  private @Nullable Finding absent(@Nullable Finding wrong) throws InterruptedException {
    Reach reach = internet.ask();
    String besides = wrong == null ? "" : "; seen meanwhile: " + wrong.what();
    return switch (reach) {
      case OPEN -> null;
      case CAPTIVE ->
          new Finding(
              Cause.CAPTIVE_PORTAL,
              "somebody else answers for the Internet on this network" + besides,
              "open a browser and sign in to this network");
      case NONE ->
          new Finding(
              Cause.NO_INTERNET,
              "this machine does not reach the Internet" + besides,
              "check the network of this machine");
    };
  }

  /// What was seen so far. One look's own.
  private static final class View {
    private final boolean whole;
    private final Map<Layer, Evidence> layers = new EnumMap<>(Layer.class);
    private final List<Notice> notices = new ArrayList<>();
    private @Nullable URI url;
    private boolean controlHeard = true;

    private View(boolean whole) {
      this.whole = whole;
    }

    /// Takes it for what was seen of its layers; several of one layer are one.
    private void add(List<Evidence> evidence) {
      var seen = new EnumMap<Layer, Evidence>(Layer.class);
      evidence.forEach(one -> seen.merge(one.layer(), one, Evidence::and));
      layers.putAll(seen);
    }

    private void add(Tunnel.Local local) {
      add(local.evidence());
      for (Layer layer : HERE) {
        layers.putIfAbsent(layer, Evidence.unseen(layer, "nothing is seen of it here"));
      }
      notices.addAll(local.notices());
      url = local.publicUrl();
      controlHeard = local.controlHeard();
    }

    /// What lies behind a failure is not seen. Ollama lies behind our daemon, not behind the
    /// tunnel.
    private Sight blaming(Finding trouble) {
      for (Layer layer : Layer.values()) {
        if (layer != Layer.OLLAMA) {
          layers.putIfAbsent(
              layer, Evidence.unseen(layer, "not looked at: " + trouble.cause().word()));
        }
      }
      return sight(trouble, null);
    }

    private Sight sight(@Nullable Finding trouble, @Nullable String proven) {
      layers.putIfAbsent(Layer.OLLAMA, Evidence.unseen(Layer.OLLAMA, "nobody looks at it here"));
      if (whole) {
        for (Layer layer : OUTSIDE) {
          layers.putIfAbsent(layer, Evidence.unseen(layer, "nobody looked at it"));
        }
      }
      return new Sight(
          whole, List.copyOf(layers.values()), trouble, proven, url, controlHeard, notices);
    }
  }
}
