package dev.homeport.upstream.gigachat;

import dev.homeport.dialect.gigachat.Token;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.upstream.Access;
import dev.homeport.wire.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Shows GigaChat's access token, and fetches a new one a minute before the old one expires.
///
/// One fetch at a time is out, whoever and however many wait for it, and what comes of it is told
/// to all of them (cases.md E10). A fetch that failed, or brought a token that is refused at once,
/// is not repeated within a short rest. It goes on when those leave who wait for it; as long as the
/// old token is good nobody waits.
public final class TokenSource implements Access {
  private static final Duration EARLY = Duration.ofMinutes(1);
  private static final Duration REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  /// How long a token lives where its own word cannot be believed.
  private static final Duration USUAL = Duration.ofMinutes(30);

  private static final Duration LONGEST = Duration.ofDays(1);

  private final TokenDoor door;
  private final Ticker ticker;
  private final WallClock wall;

  /// The token there is; guarded by `this`, as is all below.
  private @Nullable Held held;

  /// The fetch that is out.
  private @Nullable Fetch fetch;

  /// Why there is no token, as long as none is fetched again.
  private @Nullable String why;

  private long restUntilNanos;
  private boolean closed;

  /// A token with the time to fetch the next, and that of its end.
  private record Held(Shown shown, Instant renewal, Instant end, long sinceNanos) {}

  /// A fetch that is out, with those who wait for it.
  private static final class Fetch {
    private final CountDownLatch over = new CountDownLatch(1);

    /// What came of it; written before it is over.
    private volatile Shown outcome = new Shown.Nothing("the token was not fetched");

    private volatile @Nullable Thread thread;
  }

  /// The tokens that come through this door.
  public TokenSource(TokenDoor door, Ticker ticker, WallClock wall) {
    this.door = door;
    this.ticker = ticker;
    this.wall = wall;
  }

  @Override
  public Shown show() throws InterruptedException {
    Fetch begun = null;
    Fetch awaited = null;
    Shown now;
    synchronized (this) {
      Instant moment = wall.now();
      boolean due = held == null || !moment.isBefore(held.renewal());
      if (due && fetch == null && !closed && !rests()) {
        begun = new Fetch();
        fetch = begun;
      }
      if (held != null && moment.isBefore(held.end())) {
        now = held.shown();
      } else {
        now = new Shown.Nothing(why == null ? "there is no token" : why);
        awaited = fetch;
      }
    }
    if (begun != null) {
      begin(begun);
    }
    if (awaited == null) {
      return now;
    }
    awaited.over.await();
    return awaited.outcome;
  }

  private void begin(Fetch begun) {
    begun.thread = Threads.virtual("gigachat token", () -> run(begun));
  }

  private void run(Fetch running) {
    Token.Outcome outcome = null;
    try {
      outcome = door.ask();
    } finally {
      settle(running, outcome);
      running.over.countDown();
    }
  }

  /// @param outcome nothing where asking itself went wrong
  private synchronized void settle(Fetch settled, Token.@Nullable Outcome outcome) {
    fetch = null;
    if (closed) {
      return;
    }
    switch (outcome) {
      case Token.Outcome.Granted(Token token) -> {
        Instant now = wall.now();
        Duration life = life(token, now);
        Duration early = life.compareTo(EARLY.multipliedBy(2)) > 0 ? EARLY : life.dividedBy(2);
        Shown shown =
            new Shown.Headers(List.of(new Field("Authorization", "Bearer " + token.value())));
        Instant end = now.plus(life);
        held = new Held(shown, end.minus(early), end, ticker.nanoTime());
        why = null;
        settled.outcome = shown;
      }
      case Token.Outcome.Refused(var complaint) ->
          fail(settled, complaint.said(), complaint.retryAfter());
      case null -> fail(settled, "the token could not be asked for", null);
    }
  }

  private void fail(Fetch settled, String said, @Nullable Duration after) {
    Duration rest = after == null || after.compareTo(REST) < 0 ? REST : after;
    rest(said, rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest);
    settled.outcome = new Shown.Nothing(said);
  }

  /// A clock that is wrong must not make every token an old one.
  private static Duration life(Token token, Instant now) {
    Duration said = token.expires() == null ? USUAL : Duration.between(now, token.expires());
    return said.compareTo(REST) < 0 || said.compareTo(LONGEST) > 0 ? USUAL : said;
  }

  @Override
  public synchronized boolean refused(Shown shown) {
    Held refused = held;
    if (refused == null || !refused.shown().equals(shown)) {
      // Somebody else was told before: there is a newer one, or soon will be.
      return refused != null || fetch != null || !rests();
    }
    held = null;
    if (ticker.nanoTime() - refused.sinceNanos() < REST.toNanos()) {
      rest("a new token is refused", REST);
      return false;
    }
    return true;
  }

  private void rest(String because, Duration time) {
    why = because;
    restUntilNanos = ticker.nanoTime() + time.toNanos();
  }

  private boolean rests() {
    return why != null && ticker.nanoTime() - restUntilNanos < 0;
  }

  /// The provider's end is its own.
  @Override
  public void stop() throws InterruptedException {
    close();
  }

  /// Nothing is fetched any more, and nobody waits.
  public void close() throws InterruptedException {
    Fetch last;
    synchronized (this) {
      closed = true;
      held = null;
      why = "it is stopped";
      last = fetch;
    }
    door.close();
    if (last != null) {
      last.over.await();
    }
    Thread thread = last == null ? null : last.thread;
    if (thread != null) {
      thread.join();
    }
  }
}
