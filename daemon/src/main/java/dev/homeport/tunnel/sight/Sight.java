package dev.homeport.tunnel.sight;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one look at the whole way saw, or at the part of it that is on this machine.
///
/// @param whole whether somebody outside was asked, or would have been if all here had been well
/// @param evidence of each layer that was looked at, in their order
/// @param trouble the first thing that is wrong; nothing where nothing is
/// @param proven where an answer of ours came back from outside: who asked, such as `router`
/// @param publicUrl where this machine is reached, as far as it is known
/// @param controlHeard whether the tunnel's own network hears its control server; true where nobody
///   can say
public record Sight(
    boolean whole,
    List<Evidence> evidence,
    @Nullable Finding trouble,
    @Nullable String proven,
    @Nullable URI publicUrl,
    boolean controlHeard,
    List<Notice> notices) {
  /// Copies the lists.
  public Sight {
    evidence = List.copyOf(evidence);
    notices = List.copyOf(notices);
  }
}
