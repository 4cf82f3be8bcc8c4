package dev.homeport.config.daemon;

import dev.homeport.config.GivenKey;
import dev.homeport.config.door.AlertSettings;
import dev.homeport.config.door.Auth;
import dev.homeport.config.door.Log;
import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.value.Listen;
import dev.homeport.config.value.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that can be set for the daemon. Values, so a reload swaps all of them at once.
///
/// @param listen where clients ask
/// @param ollama where Ollama is; without a slash at its end
/// @param ollamaKey the key for that host and no other
/// @param cors origins of web pages that may ask; `*` for all
/// @param metrics a second, keyless address for `/metrics`; nothing where there is none
/// @param warm models to load after start and wake
/// @param monitor whether the daemon watches the tunnel itself, and no `homeport monitor` does
/// @param state the folder of the durable facts
/// @param alerts whom to tell of what
/// @param keys what `HOMEPORT_KEYS` gives
public record DaemonSettings(
    Listen listen,
    URI ollama,
    @Nullable Secret ollamaKey,
    Auth auth,
    List<String> cors,
    @Nullable Listen metrics,
    Log log,
    Limits limits,
    Policy policy,
    KeepAwake keepAwake,
    List<String> warm,
    boolean monitor,
    Tunnel tunnel,
    Link link,
    Path state,
    List<AlertSettings> alerts,
    List<GivenKey> keys) {

  /// How much at once, and how slow.
  ///
  /// @param concurrent requests at Ollama
  /// @param queue requests that wait
  /// @param queueWait how long they do
  /// @param body the bytes of one body
  /// @param bodies the bytes of all bodies held at once
  /// @param header the bytes of a request's head
  /// @param headerWait how long a head may take
  /// @param bodyRate the bytes of a body that must come each second; 0 for none
  public record Limits(
      int concurrent,
      int queue,
      Duration queueWait,
      long body,
      long bodies,
      int header,
      Duration headerWait,
      long bodyRate) {}

  /// What a body may ask for.
  ///
  /// @param numCtx the largest context that needs no `admin`
  public record Policy(
      long numCtx,
      boolean loadOptionsNeedAdmin,
      boolean unloadNeedsAdmin,
      boolean cloudNamesRefused,
      boolean webSearchNeedsAdmin) {}

  /// The way in from outside.
  ///
  /// @param kind nothing where nobody shall watch one
  /// @param url where this machine is reached, where the kind cannot find it out itself
  /// @param resolver who looks up the public name: `system`, or the address of a name server
  /// @param captiveUrl what answers 204 on an open network; nothing for the usual one
  /// @param allow the repairs that need the owner's leave and have it
  /// @param keepUp whether Tailscale is started again where somebody has stopped it
  /// @param command the tunnel's command, where it is in no usual place
  /// @param connector the name of the connector's container, where there are several
  public record Tunnel(
      @Nullable TunnelKind kind,
      @Nullable URI url,
      int publicPort,
      String resolver,
      @Nullable URI captiveUrl,
      Set<Repair> allow,
      boolean keepUp,
      @Nullable String command,
      @Nullable String connector) {
    /// Copies the set.
    public Tunnel {
      allow = Set.copyOf(allow);
    }

    /// The same with leave for nothing: all that the tunnel itself is made of.
    public Tunnel withoutLeave() {
      return new Tunnel(
          kind, url, publicPort, resolver, captiveUrl, Set.of(), keepUp, command, connector);
    }
  }

  /// Repairs that cut more than the tunnel, and are done only with leave.
  public enum Repair {
    /// Take the whole tailnet down and up again.
    DOWN_AND_UP,
    /// Start the tunnel's program anew.
    RESTART
  }

  /// The router that looks at this machine from outside.
  public record Link(@Nullable URI router, @Nullable Secret key) {}

  /// Who may do something.
  public enum Allowed {
    /// Keys with scope `admin`.
    ADMIN,
    /// Every key that may ask models.
    INFER
  }

  /// What becomes of names of models in Ollama's cloud.
  public enum CloudNames {
    /// Ordinary keys may not use them.
    REFUSE,
    /// All may.
    ALLOW
  }

  /// When the Mac is kept from idle sleep.
  public enum KeepAwake {
    /// Not by us.
    NEVER,
    /// While requests run.
    WHILE_SERVING,
    /// While it is plugged in.
    ON_AC
  }
}
