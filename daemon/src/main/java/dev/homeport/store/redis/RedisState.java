package dev.homeport.store.redis;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Loop;
import dev.homeport.store.Facts;
import dev.homeport.store.State;
import dev.homeport.store.Tallies;
import dev.homeport.store.redis.Redis.Answer;
import dev.homeport.store.redis.protocol.Complaint;
import dev.homeport.store.redis.protocol.Dialer;
import dev.homeport.store.redis.protocol.Line;
import dev.homeport.store.redis.protocol.RedisAddress;
import dev.homeport.store.redis.protocol.Reply;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// State in a Redis or Valkey, for routers that share it.
///
/// Redis may be away, at the beginning too: what is known is gone on with, a request waits for it
/// 50 ms at most and then, until it is back, not at all. A thread of its own brings it back, and
/// looks twice a second whether anything was missed.
///
/// While Redis is away nothing is written ([Facts.Written.Failed]), budgets and limits are kept by
/// each router for itself (see [RedisTallies]), and [#standing] says so.
public final class RedisState implements State {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration SHORTEST_REST = Duration.ofMillis(100);
  private static final Duration LONGEST_REST = Duration.ofSeconds(2);

  private final RedisAddress address;
  private final Dialer dialer;
  private final Redis redis;
  private final Subscription subscription;
  private final RedisFacts facts;
  private final RedisTallies tallies;
  private final Journal journal;

  /// The loop that keeps it near; nothing before the start.
  private volatile @Nullable Loop loop;

  /// How long to rest before it is dialled again. Used by the loop, and before it by who opens.
  private Duration rest = SHORTEST_REST;

  /// Whether it was stopped: from then on nothing is dialled.
  private final AtomicBoolean stopped = new AtomicBoolean();

  /// What came of opening a state.
  public sealed interface Opened {
    /// It can be used; Redis may be away all the same.
    record Open(RedisState state) implements Opened {}

    /// It cannot be used before a person has changed something, and what.
    record Failed(String why) implements Opened {}
  }

  private RedisState(
      RedisAddress address,
      @Nullable SSLSocketFactory secure,
      Ticker ticker,
      WallClock wall,
      Journal journal,
      @Nullable WallClock clock) {
    this.address = address;
    this.journal = journal;
    this.dialer =
        new Dialer(
            address.host(),
            address.port(),
            secure,
            address.user(),
            address.password(),
            address.database());
    this.redis = new Redis(address, ticker, wall, journal);
    this.facts = new RedisFacts(redis, address, journal, this::nudge);
    this.tallies = new RedisTallies(redis, address, ticker, journal, clock);
    this.subscription =
        new Subscription(dialer, address.channel(), facts::message, this::nudgeWhileThere);
  }

  /// Opens the state at an address such as `redis://user:password@host:6379/0`.
  public static Opened open(String url, Ticker ticker, WallClock wall, Journal journal) {
    return open(url, null, ticker, wall, journal, null);
  }

  /// Opens it for a test.
  ///
  /// @param trust by whom the way is encrypted; nothing for what the address says
  /// @param clock by which leases and minutes go; nothing for Redis' own
  static Opened open(
      String url,
      @Nullable SSLSocketFactory trust,
      Ticker ticker,
      WallClock wall,
      Journal journal,
      @Nullable WallClock clock) {
    return switch (RedisAddress.read(url)) {
      case RedisAddress.Read.Bad(String why) -> new Opened.Failed("state.url: " + why);
      case RedisAddress.Read.Good(RedisAddress address) -> {
        @Nullable SSLSocketFactory secure =
            address.secure() && trust == null
                ? (SSLSocketFactory) SSLSocketFactory.getDefault()
                : trust;
        var state = new RedisState(address, secure, ticker, wall, journal, clock);
        String unfit = state.reach();
        yield unfit == null
            ? new Opened.Open(state)
            : new Opened.Failed("Redis %s: %s".formatted(address.where(), unfit));
      }
    };
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public Tallies tallies() {
    return tallies;
  }

  @Override
  public Standing standing() {
    Redis.Ill ill = redis.ill();
    if (ill == null) {
      return new Standing("redis", address.where(), null, null);
    }
    String trouble =
        redis.isAway()
            ? ill.why()
                + "; until it is back, nothing new is kept, and each router keeps to budgets and"
                + " limits for itself, so that together they may overspend"
            : ill.why();
    return new Standing("redis", address.where(), trouble, ill.since());
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public void start() {
    loop =
        Loop.start(
            "redis",
            this::turn,
            bug -> journal.note(Weight.ERROR, "redis failed", Map.of("cause", bug.toString())));
  }

  /// Books what is owed if Redis is there, and hangs up. Also for a state that was not started.
  @Override
  public void stop() throws InterruptedException {
    stopped.set(true);
    Loop running = loop;
    if (running != null) {
      running.stop();
    }
    Line line = redis.line();
    if (line != null) {
      settleUp(line);
    }
    subscription.close();
    if (line != null) {
      line.close();
    }
  }

  private void settleUp(Line line) {
    boolean _ = tallies.catchUp(line);
    // When this is answered, all that was sent before it was carried out.
    var _ = facts.look(line);
  }

  /// Waits until all that was settled is booked, or Redis is away.
  void catchUp() {
    Line line = redis.line();
    if (line != null) {
      settleUp(line);
    }
  }

  /// One turn of the loop: looks whether all is well, or dials.
  Duration turn() {
    Line line = redis.line();
    if (line != null) {
      rest = SHORTEST_REST;
      var _ = facts.look(line);
      tallies.register(line);
      tallies.send(line);
      subscription.keep();
      return redis.isAway() ? rest : BETWEEN_LOOKS;
    }
    String unfit = reach();
    if (unfit != null) {
      redis.away(unfit);
    }
    if (!redis.isAway()) {
      return BETWEEN_LOOKS;
    }
    Duration now = rest;
    rest = rest.multipliedBy(2).compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest.multipliedBy(2);
    return now;
  }

  /// Tries to reach Redis, and has everybody use it when it has answered as quickly as it must.
  /// Says what a person has to mend, where it is that.
  private @Nullable String reach() {
    var ears = new MainEars();
    return switch (dialer.dial(ears, List.of())) {
      case Dialer.Dialled.Unfit(String why) -> why;
      case Dialer.Dialled.Down(String why) -> {
        redis.away(why);
        yield null;
      }
      case Dialer.Dialled.Up(Line line, _) -> {
        subscription.keep();
        Answer wrong = facts.load(line);
        if (wrong instanceof Answer.Refused(Complaint complaint)
            && complaint.kind() == Complaint.Kind.UNFIT) {
          line.giveUp(complaint.text());
          subscription.giveUp();
          yield complaint.text();
        }
        if (wrong instanceof Answer.Away || !tallies.catchUp(line)) {
          line.giveUp("it answers too slowly");
          redis.away(ears.why);
          yield null;
        }
        redis.use(line);
        // What was decided between the last look and now.
        tallies.register(line);
        tallies.send(line);
        if (stopped.get()) {
          line.giveUp("we are stopping");
        }
        yield null;
      }
    };
  }

  private void nudgeWhileThere() {
    if (!redis.isAway()) {
      nudge();
    }
  }

  private void nudge() {
    Loop running = loop;
    if (running != null) {
      running.nudge();
    }
  }

  /// Hears of the end of the line that all use.
  private final class MainEars implements Line.Ears {
    /// Why it ended.
    private volatile String why = "it hung up";

    @Override
    public void message(Reply reply) {
      // A reply to nothing: nobody knows any more which reply belongs to what.
      throw new IllegalStateException("Redis says what it was not asked");
    }

    @Override
    public void lost(Line line, String cause) {
      why = cause;
      if (redis.lose(line, cause)) {
        nudge();
      }
    }
  }
}
