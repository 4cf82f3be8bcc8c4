package dev.homeport.upstream;

import dev.homeport.account.Pool;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.failure.Failure;
import dev.homeport.resilience.Gate;
import dev.homeport.resilience.Ticket;
import dev.homeport.wire.Field;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Somebody who can answer: an address, what it wants to see, and how it speaks.
public final class Provider {
  private static final Field ACKNOWLEDGED = new Field("Homeport-Ack", "1");
  private static final Field IDENTITY = new Field("Accept-Encoding", "identity");
  private static final int UNAUTHORIZED = 401;

  private final String name;
  private final HttpUpstream connections;
  private final ProviderDialect dialect;
  private final Access access;
  private final Waits waits;
  private final @Nullable Gate gate;
  private final boolean home;

  /// Whether a daemon of ours has said how a question stands: from then on that it does not means
  /// something. Until it once did not; then it has to do so anew. Known to all who are the same.
  private final AtomicBoolean acknowledges;

  /// Where the signs of life come that count: over these the requests go.
  private final HttpUpstream pulse;

  private final @Nullable Pool pool;
  private final Map<String, Access> accesses;

  /// A provider of this name.
  ///
  /// @param gate where only so many may ask at once; nothing where anybody may
  /// @param home whether a daemon of ours may be there, which can say how a question stands
  public Provider(
      String name,
      HttpUpstream connections,
      ProviderDialect dialect,
      Access access,
      Waits waits,
      @Nullable Gate gate,
      boolean home) {
    this(
        name,
        connections,
        dialect,
        access,
        waits,
        gate,
        home,
        connections,
        null,
        Map.of(),
        new AtomicBoolean());
  }

  /// The same with these accounts, of which each question is asked with one.
  ///
  /// @param shown what each of them shows, by its name
  public Provider with(Pool accounts, Map<String, Access> shown) {
    return new Provider(
        name,
        connections,
        dialect,
        access,
        waits,
        gate,
        home,
        pulse,
        accounts,
        Map.copyOf(shown),
        acknowledges);
  }

  /// The same, asked with this account of its pool.
  public Provider as(String account) {
    Access own = accesses.get(account);
    if (own == null) {
      throw new IllegalArgumentException("no account " + account + " at " + name);
    }
    return new Provider(
        name, connections, dialect, own, waits, gate, home, pulse, pool, accesses, acknowledges);
  }

  /// Its accounts; nothing where it has none, and asks nobody for money.
  public @Nullable Pool pool() {
    return pool;
  }

  private Provider(
      String name,
      HttpUpstream connections,
      ProviderDialect dialect,
      Access access,
      Waits waits,
      @Nullable Gate gate,
      boolean home,
      HttpUpstream pulse,
      @Nullable Pool pool,
      Map<String, Access> accesses,
      AtomicBoolean acknowledges) {
    this.name = name;
    this.connections = connections;
    this.dialect = dialect;
    this.access = access;
    this.waits = waits;
    this.gate = gate;
    this.home = home;
    this.pulse = pulse;
    this.pool = pool;
    this.accesses = accesses;
    this.acknowledges = acknowledges;
  }

  /// What the settings call it.
  public String name() {
    return name;
  }

  /// How it speaks.
  public ProviderDialect dialect() {
    return dialect;
  }

  /// How long it may take.
  public Waits waits() {
    return waits;
  }

  /// The same over other connections, and past the gate: for those who only look.
  public Provider over(HttpUpstream others) {
    return new Provider(
        name,
        others,
        dialect,
        access,
        waits,
        null,
        home,
        pulse,
        pool,
        accesses,
        new AtomicBoolean());
  }

  /// How many signs of life its answers to requests have given so far, looks left out.
  public long lives() {
    return pulse.lives();
  }

  /// A claim to be one of those who may ask at once; nothing where anybody may.
  ///
  /// @param party whose turn it is among those who wait
  public Optional<Ticket> ticket(String party) {
    return Optional.ofNullable(gate).map(limited -> limited.ticket(party, null));
  }

  /// A new attempt, not yet begun.
  public Attempt attempt() {
    return connections.attempt();
  }

  /// Asks, and waits for the head of the answer for as long as it takes. Where it does not accept
  /// what was shown and there is something newer, it is asked once more.
  ///
  /// @param attempt one of its own; cancelling it ends this at once
  public Reply ask(Attempt attempt, Call call) throws InterruptedException {
    Access.Shown shown = access.show();
    Reply reply = ask(attempt, call, shown);
    if (reply instanceof Reply.Answered(Answer answer)
        && answer.status() == UNAUTHORIZED
        && access.refused(shown)) {
      answer.close();
      return ask(attempt, call, access.show());
    }
    return reply;
  }

  private Reply ask(Attempt attempt, Call call, Access.Shown shown) {
    return switch (shown) {
      case Access.Shown.Nothing(String why) ->
          new Reply.Failed(new Failure.Keyless(connections.where(), why));
      case Access.Shown.Headers(var credentials) -> {
        var fields = new ArrayList<Field>(call.headers().size() + credentials.size() + 2);
        fields.addAll(call.headers());
        fields.addAll(credentials);
        fields.add(IDENTITY);
        if (home) {
          fields.add(ACKNOWLEDGED);
        }
        yield attempt.ask(new Question(call.method(), call.target(), fields, call.body()));
      }
    };
  }

  /// Whether it is a home: an Ollama with nobody's help, or behind a daemon of ours.
  public boolean isHome() {
    return home;
  }

  /// Whether it has told before how questions stand.
  public boolean acknowledges() {
    return acknowledges.get();
  }

  /// It has told how a question stands, or has not though it did before.
  public void acknowledges(boolean does) {
    acknowledges.set(does);
  }

  /// Closes the connections that nobody uses.
  public void dropIdle() {
    connections.dropIdle();
  }

  /// Nothing is kept for another question, no account is given to one, and no credentials are
  /// fetched any more. Questions that are out go on.
  public void stop() throws InterruptedException {
    if (pool != null) {
      pool.close();
    }
    connections.stop();
    access.stop();
    for (Access each : accesses.values()) {
      each.stop();
    }
  }
}
