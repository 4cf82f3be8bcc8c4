package dev.homeport.access;

import dev.homeport.access.signature.SignedCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a request brings to show who sent it.
///
/// A key may come as `Authorization: Bearer KEY`, as `x-api-key: KEY`, as the password of
/// `Authorization: Basic` (or as its user, where the password is empty), in the path, or not at all
/// but as a signature. Where several are shown, one good one is enough, for many programs send a
/// placeholder or a proxy's password beside the key; the order is that of this sentence. Empty ones
/// count as not shown.
///
/// @param target path and query as they came, without a key in the path
/// @param pathKey what stood where a key may stand in the path
/// @param source the address that sent it; see [dev.homeport.access.guess.Source#of]
public record Credentials(
    String method,
    String target,
    @Nullable String authorization,
    @Nullable String apiKey,
    @Nullable String pathKey,
    String source,
    @Nullable String userAgent) {
  private static final int LONGEST = 512;

  /// One thing shown.
  sealed interface Shown {
    /// A secret.
    record Told(String secret) implements Shown {}

    /// A signature.
    record Signed(SignedCall call) implements Shown {}

    /// Something that is none of ours.
    record Alien() implements Shown {}
  }

  /// Whether there is anything to look at.
  public boolean areShown() {
    return authorization != null || apiKey != null || pathKey != null;
  }

  /// What is shown, the most explicit first.
  List<Shown> shown() {
    var all = new ArrayList<Shown>(2);
    if (authorization != null) {
      readAuthorization(authorization.strip(), all);
    }
    tell(apiKey, all);
    tell(pathKey, all);
    return all;
  }

  /// Whether the stock `ollama` program sent it; its libraries call themselves otherwise.
  boolean isFromOllamaProgram() {
    return userAgent != null && userAgent.startsWith("ollama/");
  }

  private void readAuthorization(String header, List<Shown> all) {
    if (header.isEmpty()) {
      return;
    }
    int space = header.indexOf(' ');
    String scheme = space < 0 ? header : header.substring(0, space);
    String rest = space < 0 ? "" : header.substring(space + 1);
    if (scheme.equalsIgnoreCase("bearer")) {
      tell(rest, all);
    } else if (scheme.equalsIgnoreCase("basic")) {
      tell(basic(rest.strip()), all);
    } else {
      all.add(
          SignedCall.read(method, target, header)
              .<Shown>map(Shown.Signed::new)
              .orElseGet(Shown.Alien::new));
    }
  }

  private static void tell(@Nullable String secret, List<Shown> all) {
    String bare = secret == null ? "" : secret.strip();
    if (bare.length() > LONGEST) {
      all.add(new Shown.Alien());
    } else if (!bare.isEmpty()) {
      all.add(new Shown.Told(bare));
    }
  }

  /// The secret in `user:password`; what is no Base64 is passed on as it is, to be found wrong.
  private static String basic(String encoded) {
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return encoded;
    }
    int colon = pair.indexOf(':');
    String password = pair.substring(colon + 1);
    return password.isEmpty() && colon > 0 ? pair.substring(0, colon) : password;
  }

  /// Nothing of what was shown.
  @Override
  public String toString() {
    return "Credentials[" + method + ", from " + source + "]";
  }
}
