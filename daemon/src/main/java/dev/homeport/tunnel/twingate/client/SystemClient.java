package dev.homeport.tunnel.twingate.client;

import dev.homeport.config.router.ServiceKey;
import dev.homeport.host.Command;
import dev.homeport.host.Command.Result;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.twingate.client.Standing.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The client that the machine has as a service, with a network interface: addresses lead through
/// it by themselves.
///
/// With a service key it is set up and started by us, and started anew while it is not online.
/// Without one it is a person's, and only looked at. A way is never refused because of what it
/// says: it may be wrong, and a home that answers is there.
final class SystemClient implements Operation {
  private static final Duration WHILE_ONLINE = Duration.ofSeconds(30);
  private static final Duration WHILE_OFFLINE = Duration.ofSeconds(15);

  /// Setting up asks Twingate, which may take its time.
  private static final int SETUP_FACTOR = 4;

  private final Path program;
  private final @Nullable ServiceKey key;
  private final Duration limit;
  private final Ticker ticker;
  private final RandomGenerator chance;

  private Rounds rounds = Rounds.NONE;

  /// When the next thing may be done: a start has to show, or a rest to be over.
  private @Nullable Deadline pending;

  private boolean setUp;
  private @Nullable String setUpFailed;

  /// @param key nothing where it is not ours to start
  /// @param limit how long each call may take
  SystemClient(
      Path program,
      @Nullable ServiceKey key,
      Duration limit,
      Ticker ticker,
      RandomGenerator chance) {
    this.program = program;
    this.key = key;
    this.limit = limit;
    this.ticker = ticker;
    this.chance = chance;
  }

  @Override
  public String word() {
    return "system";
  }

  @Override
  public Outlook turn() throws InterruptedException {
    ClientStatus status = ClientStatus.of(run("status"));
    Finding trouble = status.trouble();
    if (trouble == null) {
      rounds = Rounds.NONE;
      pending = null;
      setUp = true;
      return new Outlook(State.ONLINE, null, new Road.Direct(null), WHILE_ONLINE);
    }
    if (key == null) {
      return offline(trouble, WHILE_OFFLINE);
    }
    Deadline wait = pending;
    if (wait != null && !wait.hasPassed()) {
      return offline(trouble, Duration.ofNanos(wait.leftNanos()));
    }
    return offline(trouble, next(key));
  }

  /// Does the next thing of a round; how long until that may show.
  private Duration next(ServiceKey shown) throws InterruptedException {
    if (!setUp) {
      setUp(shown);
    }
    if (rounds.tries() > 0) {
      run("stop");
    }
    if (!rounds.mayStart()) {
      rounds = rounds.over();
      setUp = false;
      return pendingIn(rounds.rest(chance.nextDouble()));
    }
    run("start");
    rounds = rounds.started();
    return pendingIn(rounds.patience());
  }

  private Duration pendingIn(Duration time) {
    pending = Deadline.in(time, ticker);
    return time;
  }

  private void setUp(ServiceKey shown) throws InterruptedException {
    try (KeyFile file = KeyFile.of(shown.json())) {
      Result result =
          Command.of(
                  limit.multipliedBy(SETUP_FACTOR),
                  program,
                  "setup",
                  "--headless",
                  file.path().toString())
              .run();
      setUp = result instanceof Result.Ran;
      setUpFailed = setUp ? null : "twingate setup --headless gave no answer";
    } catch (IOException e) {
      setUpFailed = "the service key could not be handed over: " + e.getMessage();
    }
  }

  private Outlook offline(Finding trouble, Duration rest) {
    Finding told =
        setUpFailed == null
            ? trouble
            : new Finding(trouble.cause(), trouble.what() + "; " + setUpFailed, trouble.next());
    return new Outlook(State.OFFLINE, told, new Road.Direct(told.what()), rest);
  }

  private Result run(String word) throws InterruptedException {
    return Command.of(limit, program, word).run();
  }

  /// It is the machine's, and stays as it is.
  @Override
  public void stop() {}
}
