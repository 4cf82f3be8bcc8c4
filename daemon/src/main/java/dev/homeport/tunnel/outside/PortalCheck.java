package dev.homeport.tunnel.outside;

import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.Internet;
import dev.homeport.tunnel.outside.dns.SystemResolver;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Asks for a page that answers 204 and nothing else on an open network. Whoever answers otherwise
/// stands in between; where nobody answers, there is no Internet.
public final class PortalCheck implements Internet {
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int NO_CONTENT = 204;

  private final Supplier<URI> page;
  private final Fetch fetch;
  private final Duration limit;
  private final Ticker ticker;

  /// One that asks for this page, which is asked for each time.
  public PortalCheck(Supplier<URI> page, Ticker ticker) {
    this(page, new Fetch(new SystemResolver(LIMIT), PublicVantage::usualTrust), LIMIT, ticker);
  }

  PortalCheck(Supplier<URI> page, Fetch fetch, Duration limit, Ticker ticker) {
    this.page = page;
    this.fetch = fetch;
    this.limit = limit;
    this.ticker = ticker;
  }

  @Override
  public Reach ask() throws InterruptedException {
    URI url = page.get();
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery();
    Heard heard =
        fetch.get(
            url, query == null ? path : path + "?" + query, List.of(), Deadline.in(limit, ticker));
    return switch (heard) {
      case Heard.Answered(Answer answer) ->
          answer.status() == NO_CONTENT ? Reach.OPEN : Reach.CAPTIVE;
      case Heard.Garbled _ -> Reach.CAPTIVE;
      case Heard.Ended _, Heard.Broken _, Heard.Late _ -> Reach.NONE;
    };
  }
}
