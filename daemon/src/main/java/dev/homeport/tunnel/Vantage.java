package dev.homeport.tunnel;

import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Notice;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place outside from which the public address is looked at.
public interface Vantage {
  /// Asks it for our health with a nonce.
  ///
  /// @param publicUrl nothing where only whoever looks knows how this machine is reached
  /// @param instance who has to answer; nothing where what listens here is not ours and says no
  ///   name
  View view(@Nullable URI publicUrl, @Nullable String instance) throws InterruptedException;

  /// What was seen: the layers dns, tcp, tls and http.
  ///
  /// @param from where was looked from: `router`, `public dns`
  /// @param trouble nothing where an answer of ours came back; `NOBODY_OUTSIDE` where nobody could
  ///   look
  record View(
      String from, List<Evidence> evidence, @Nullable Finding trouble, List<Notice> notices) {
    /// Copies the lists.
    public View {
      evidence = List.copyOf(evidence);
      notices = List.copyOf(notices);
    }
  }
}
