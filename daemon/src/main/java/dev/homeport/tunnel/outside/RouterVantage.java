package dev.homeport.tunnel.outside;

import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.Vantage;
import dev.homeport.tunnel.outside.dns.Resolver;
import dev.homeport.tunnel.outside.dns.SystemResolver;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.HomeState;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Notice;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Asks the router to look, which stands outside and comes by the very way that its clients'
/// answers take. Where it cannot or will not, somebody else must look.
///
/// One thread asks at a time.
public final class RouterVantage implements Vantage {
  private static final String FROM = "router";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /// A key that is not taken is not shown again at once: nothing but a person changes that.
  private static final Duration AFTER_REFUSAL = Duration.ofMinutes(5);

  /// A look that was taken for somebody else a moment ago is as good as our own.
  private static final Duration RECENT = Duration.ofSeconds(15);

  private final URI page;
  private final String key;
  private final Fetch fetch;
  private final Duration limit;
  private final Ticker ticker;

  private @Nullable Refusal refusal;

  /// That the key was not taken, and until when it is not shown again.
  private record Refusal(View view, Deadline until) {}

  /// The router at the address of its link, asked with a key that has scope `link`.
  public RouterVantage(URI link, String key, Ticker ticker) {
    this(link, key, new SystemResolver(), PublicVantage::usualTrust, LIMIT, ticker);
  }

  RouterVantage(
      URI link,
      String key,
      Resolver resolver,
      Supplier<SSLSocketFactory> trust,
      Duration limit,
      Ticker ticker) {
    this.page = presence(link);
    this.key = key;
    this.fetch = new Fetch(resolver, trust);
    this.limit = limit;
    this.ticker = ticker;
  }

  /// The page beside a link: `wss://HOST/link` becomes `https://HOST/presence`.
  public static URI presence(URI link) {
    String path = link.getRawPath() == null ? "" : link.getRawPath().replaceAll("/+$", "");
    String before = path.endsWith("/link") ? path.substring(0, path.length() - 5) : path;
    String scheme = "ws".equalsIgnoreCase(link.getScheme()) ? "http://" : "https://";
    return URI.create(scheme + link.getRawAuthority() + before + "/presence");
  }

  @Override
  public View view(@Nullable URI publicUrl, @Nullable String instance) throws InterruptedException {
    Refusal refused = refusal;
    if (refused != null && !refused.until().hasPassed()) {
      return refused.view();
    }
    refusal = null;
    String nonce = Expected.fresh();
    Heard heard =
        fetch.get(
            page,
            page.getRawPath() + "?nonce=" + nonce,
            List.of("Authorization: Bearer " + key),
            Deadline.in(limit, ticker));
    if (!(heard instanceof Heard.Answered(Answer answer)) || answer.end() != Answer.End.WHOLE) {
      return nobody("the router does not answer: " + heard.words(), "look at it: " + look());
    }
    return switch (answer.status()) {
      case 200 -> told(answer, publicUrl, instance, nonce);
      case 401, 403 -> refused(answer.status());
      case 404 ->
          nobody("the router has no page /presence: it is of an older version", "upgrade it");
      default -> nobody("the router answers HTTP " + answer.status(), "look at it: " + look());
    };
  }

  private View told(
      Answer answer, @Nullable URI publicUrl, @Nullable String instance, String nonce) {
    PresencePage told = PresencePage.of(answer.body());
    if (told == null) {
      return nobody("what answers at " + page + " is not a router", "check daemon.link.router");
    }
    PresencePage.Home ours = ours(told.homes(), publicUrl, instance);
    if (ours == null) {
      return stranger(told.homes(), publicUrl);
    }
    Finding trouble = ours.trouble();
    if (ours.state() == HomeState.STARTING
        || ours.checked() == null
        || (!nonce.equals(ours.nonce())
            && Duration.between(ours.checked(), told.now()).compareTo(RECENT) > 0)) {
      return nobody("the router has not looked now, but at " + ours.checked(), "wait");
    }
    if (trouble != null && trouble.cause() == Cause.NOBODY_OUTSIDE) {
      return nobody("the router cannot look: " + trouble.what(), trouble.next());
    }
    if (trouble == null && ours.state() != HomeState.FINE) {
      return nobody("the router says " + ours.state().word() + " and not why", "look at it");
    }
    return new View(FROM, evidence(ours, trouble), elsewhere(ours, instance), ours.notices());
  }

  /// Answers of somebody else's at our own address are trouble, however well they are.
  private @Nullable Finding elsewhere(PresencePage.Home ours, @Nullable String instance) {
    if (ours.trouble() != null || instance == null || instance.equals(ours.instance())) {
      return ours.trouble();
    }
    String by = ours.instance() == null ? "something that is not Homeport" : ours.instance();
    return new Finding(
        Cause.SOMEBODY_ELSE,
        by + " answers the router at " + ours.url() + ", and not " + instance,
        "find out who answers: curl -i " + ours.url() + "/health");
  }

  private List<Evidence> evidence(PresencePage.Home ours, @Nullable Finding trouble) {
    if (!ours.evidence().isEmpty()) {
      return ours.evidence();
    }
    Evidence seen =
        trouble == null
            ? Evidence.fine(Layer.HTTP, "the router is answered at " + ours.url())
            : Evidence.fails(Layer.HTTP, trouble.what());
    return List.of(ours.took() == null ? seen : seen.in(ours.took()));
  }

  /// Which of its homes is this machine: the one that answers by our name, else the one at our
  /// address, else the only one where nobody knows our address.
  static PresencePage.@Nullable Home ours(
      List<PresencePage.Home> homes, @Nullable URI publicUrl, @Nullable String instance) {
    for (PresencePage.Home each : homes) {
      if (instance != null && instance.equals(each.instance())) {
        return each;
      }
    }
    for (PresencePage.Home each : homes) {
      if (publicUrl != null && each.url() != null && isSame(each.url(), publicUrl)) {
        return each;
      }
    }
    boolean alone = publicUrl == null && homes.size() == 1;
    // Somebody of another name is another machine.
    return alone && (instance == null || homes.getFirst().instance() == null)
        ? homes.getFirst()
        : null;
  }

  private static boolean isSame(URI one, URI other) {
    Target first = Target.of(one).orElse(null);
    Target second = Target.of(other).orElse(null);
    return first != null
        && second != null
        && first.host().equalsIgnoreCase(second.host())
        && first.port() == second.port();
  }

  private View stranger(List<PresencePage.Home> homes, @Nullable URI publicUrl) {
    var urls = new ArrayList<String>();
    homes.forEach(each -> urls.add(String.valueOf(each.url())));
    String asks = urls.isEmpty() ? "it has no home" : "its homes are " + String.join(", ", urls);
    String what = "the router does not send requests to this machine: " + asks;
    String next =
        "set OLLAMA_BASE_URL on the router to "
            + (publicUrl == null ? "this Mac's URL" : publicUrl);
    return nobody(what, next, List.of(new Notice("router-home", what, next)));
  }

  private View refused(int status) {
    String what = "the router does not take the key in daemon.link.key: HTTP " + status;
    String next = "on the router: homeport keys add mac --scope link; here: LINK_KEY=…";
    View view = nobody(what, next, List.of(new Notice("router-key", what, next)));
    refusal = new Refusal(view, Deadline.in(AFTER_REFUSAL, ticker));
    return view;
  }

  private String look() {
    return "curl -i " + page;
  }

  private View nobody(String what, String next) {
    return nobody(what, next, List.of());
  }

  private View nobody(String what, String next, List<Notice> notices) {
    return new View(
        FROM,
        List.of(Evidence.unseen(Layer.HTTP, what)),
        new Finding(Cause.NOBODY_OUTSIDE, what, next),
        notices);
  }
}
