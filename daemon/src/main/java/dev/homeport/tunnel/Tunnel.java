package dev.homeport.tunnel;

import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Notice;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One kind of way to this machine: what can be read of it here, and how it is mended. One thread
/// asks at a time; an interrupt ends what it does.
public interface Tunnel {
  /// Its word in the settings.
  String kind();

  /// Reads how it is, and changes nothing.
  Local look() throws InterruptedException;

  /// Climbs one rung, whatever that takes; reads how it is before and after.
  ///
  /// @param farewell said before it cuts, where it does
  Mended mend(Rung rung, Farewell farewell) throws InterruptedException;

  /// What can be read here: the layers tailnet and config.
  ///
  /// @param trouble the first thing that is wrong; nothing where nothing is
  /// @param publicUrl where this machine is reached from outside, as far as it is known
  /// @param controlHeard whether its control server is heard; true where nobody can say
  record Local(
      List<Evidence> evidence,
      @Nullable Finding trouble,
      @Nullable URI publicUrl,
      boolean controlHeard,
      List<Notice> notices) {
    /// Copies the lists.
    public Local {
      evidence = List.copyOf(evidence);
      notices = List.copyOf(notices);
    }
  }
}
