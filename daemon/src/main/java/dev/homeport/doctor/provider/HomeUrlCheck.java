package dev.homeport.doctor.provider;

import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Hosts;
import java.net.URI;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Whether home's address can be right: the mistakes that its text alone shows.
public record HomeUrlCheck(ProviderSettings settings, Map<String, String> env) implements Check {
  private static final int OLLAMA = 11_434;

  /// Copies the environment.
  public HomeUrlCheck {
    env = Map.copyOf(env);
  }

  /// An environment holds keys, so it is not printed.
  @Override
  public String toString() {
    return "HomeUrlCheck[" + settings.name() + "]";
  }

  @Override
  public String id() {
    return "provider." + settings.name() + ".url";
  }

  @Override
  public Outcome look() {
    URI url = settings.url();
    String host = url.getHost().toLowerCase(Locale.ROOT);
    boolean here = Hosts.isThisMachine(host);
    Optional<String> platform = Hosts.platform(env);
    var wrong = new ArrayList<Outcome>();
    if (host.contains("tail1234.ts.net") || host.matches("(.*\\.)?example\\.(com|org|net)")) {
      wrong.add(
          Outcome.fail(
              url + " is an example out of a guide",
              "on the Mac: tailscale funnel status   # says its name; here: " + setting(url)));
    }
    if (here && platform.isPresent()) {
      wrong.add(
          Outcome.fail(
              url + " is this machine itself, and that is " + platform.get() + ", not the Mac",
              setting(URI.create("https://my-mac.YOUR-TAILNET.ts.net"))));
    }
    if (host.endsWith(".ts.net") && "http".equals(url.getScheme()) && url.getPort() < 0) {
      wrong.add(
          Outcome.fail(
              url + " is asked without TLS, and Funnel answers nothing but https",
              setting(URI.create("https://" + host))));
    }
    if (!here && url.getPort() == OLLAMA) {
      wrong.add(
          Outcome.warn(
              url + " is Ollama itself, past the daemon: no keys, no queue, no sign of life",
              setting(URI.create(url.getScheme() + "://" + host + ":8888"))));
    }
    return Outcome.of(wrong, url.toString());
  }

  private String setting(URI url) {
    return "OLLAMA_BASE_URL=" + url + " (or router.providers." + settings.name() + ".url)";
  }
}
