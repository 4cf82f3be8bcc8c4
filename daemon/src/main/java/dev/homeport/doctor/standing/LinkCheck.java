package dev.homeport.doctor.standing;

import dev.homeport.config.daemon.DaemonSettings.Link;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.Seen;
import dev.homeport.doctor.look.Said;
import dev.homeport.doctor.look.Web;
import dev.homeport.failure.Failure;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Whether the router that looks at this machine is there, and takes our key.
///
/// @param version where the router's version goes
public record LinkCheck(Link link, Web web, Seen<String> version) implements Check {
  @Override
  public String id() {
    return "link.router";
  }

  @Override
  public Outcome look() throws InterruptedException {
    URI router = link.router();
    if (router == null) {
      return Outcome.skip("no router is named (daemon.link.router), so none looks at this machine");
    }
    URI base = http(router);
    String key = link.key() == null ? null : link.key().reveal();
    return switch (web.get(base, "/health?verbose", key)) {
      case Said.Nothing(var failure) -> Outcome.fail(base + ": " + failure.why(), next(failure));
      case Said.Answered said when said.instance().isEmpty() ->
          Outcome.fail(
              "what answers at " + base + " is no Homeport (status " + said.status() + ")",
              "set daemon.link.router: wss://ROUTER/link");
      case Said.Answered said when said.status() == 401 || said.status() == 403 ->
          Outcome.fail(
              "the router does not accept daemon.link.key",
              "on the router: homeport keys add mac --scope link; here: daemon.link.key");
      case Said.Answered said -> there(said, base, key);
    };
  }

  private Outcome there(Said.Answered said, URI base, @Nullable String key) {
    String theirs = said.json().text("version");
    if (theirs != null) {
      version.set(theirs);
    }
    String seen = said.instance() + " at " + base + " answers in " + said.pace();
    return key == null
        ? Outcome.warn(
            seen + "; there is no daemon.link.key, so it cannot be asked what it sees",
            "on the router: homeport keys add mac --scope link; here: daemon.link.key")
        : Outcome.ok(seen);
  }

  /// Where a link's address is asked for pages.
  static URI http(URI link) {
    String scheme = "ws".equals(link.getScheme()) ? "http" : "https";
    return URI.create(scheme + "://" + link.getRawAuthority());
  }

  private static String next(Failure failure) {
    return switch (failure.word()) {
      case "dns" -> "set daemon.link.router to a name that exists: wss://ROUTER/link";
      case "refused" -> "on the router: homeport router";
      case "tls" -> "openssl s_client -connect HOST:443   # whose certificate is it";
      default -> "curl -v " + failure.where() + "/livez";
    };
  }
}
