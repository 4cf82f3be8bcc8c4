package dev.homeport.fake;

import dev.homeport.account.Account;
import dev.homeport.account.AccountStanding;
import dev.homeport.account.Block;
import dev.homeport.account.Pool;
import dev.homeport.chat.Complaint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A pool with the plainest rules: accounts take turns, and whoever is blocked stays so until a
/// test says otherwise. It remembers who was asked and what became of them.
public final class FakePool implements Pool {
  /// When blocked accounts are free again, whatever they are blocked for.
  public static final Instant FREE_AT = Instant.parse("2099-11-30T00:00:00Z");

  /// What a complaint does to the account that hears it.
  public enum Effect {
    /// It is not the account's fault.
    NOTHING,
    /// Another one is asked.
    ROTATED,
    /// It is not asked for this model any more.
    BENCHED_MODEL,
    /// It is not asked any more.
    BENCHED_ACCOUNT;

    /// That of such a complaint.
    public static Effect of(Complaint.Kind kind) {
      return switch (kind) {
        case KEY, CREDIT, QUOTA, RATE -> BENCHED_ACCOUNT;
        case FORBIDDEN -> BENCHED_MODEL;
        case CONCURRENCY -> ROTATED;
        default -> NOTHING;
      };
    }
  }

  private final String provider;
  private final List<String> names;
  private final int room;

  /// Whose turn is next; guarded by this, as is all that follows.
  private int turn;

  private final List<String> inside = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> answered = new ArrayList<>();
  private final Set<String> blocked = new HashSet<>();
  private int waiting;
  private boolean over;

  /// Accounts of these names, each of which takes so many at once.
  public FakePool(String provider, int room, String... names) {
    this.provider = provider;
    this.room = room;
    this.names = List.of(names);
  }

  /// Accounts that take any number at once.
  public static FakePool of(String provider, String... names) {
    return new FakePool(provider, Integer.MAX_VALUE, names);
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public Picked pick(String model, Set<String> tried, String party, Waiting stay)
      throws InterruptedException {
    var left = new AtomicBoolean();
    stay.endedBy(
        () -> {
          left.set(true);
          synchronized (this) {
            notifyAll();
          }
        });
    synchronized (this) {
      waiting++;
      try {
        while (true) {
          if (left.get()) {
            return new Picked.Left();
          }
          if (over) {
            return new Picked.Closed();
          }
          List<String> others = names.stream().filter(name -> !tried.contains(name)).toList();
          if (others.isEmpty()) {
            return new Picked.Spent();
          }
          List<String> free = others.stream().filter(name -> isFree(name, model)).toList();
          if (free.isEmpty()) {
            return new Picked.Blocked(FREE_AT, "all are blocked");
          }
          String next = next(free);
          if (next != null) {
            turn = names.indexOf(next) + 1;
            inside.add(next);
            asked.add(next);
            return new Picked.Taken(new Time(next, model));
          }
          wait();
        }
      } finally {
        waiting--;
      }
    }
  }

  private @Nullable String next(List<String> free) {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get((turn + i) % names.size());
      if (free.contains(name) && inside.stream().filter(name::equals).count() < room) {
        return name;
      }
    }
    return null;
  }

  private boolean isFree(String name, String model) {
    return !blocked.contains(name) && !blocked.contains(name + "/" + model);
  }

  private final class Time implements Stint {
    private final String name;
    private final String model;
    private boolean closed;

    Time(String name, String model) {
      this.name = name;
      this.model = model;
    }

    @Override
    public String account() {
      return name;
    }

    @Override
    public void answered() {
      synchronized (FakePool.this) {
        answered.add(name);
      }
    }

    @Override
    public boolean failed(Complaint complaint) {
      Effect effect = Effect.of(complaint.kind());
      synchronized (FakePool.this) {
        switch (effect) {
          case BENCHED_ACCOUNT -> blocked.add(name);
          case BENCHED_MODEL -> blocked.add(name + "/" + model);
          case ROTATED, NOTHING -> {}
        }
      }
      return effect != Effect.NOTHING;
    }

    @Override
    public void close() {
      synchronized (FakePool.this) {
        if (!closed) {
          closed = true;
          inside.remove(name);
          FakePool.this.notifyAll();
        }
      }
    }
  }

  @Override
  public synchronized void close() {
    over = true;
    notifyAll();
  }

  @Override
  public synchronized Instant freeAt(String model) {
    return names.stream().anyMatch(name -> isFree(name, model)) ? Instant.EPOCH : FREE_AT;
  }

  @Override
  public synchronized List<AccountStanding> standing() {
    return names.stream()
        .map(
            name ->
                new AccountStanding(
                    provider,
                    Account.named(name),
                    (int) inside.stream().filter(name::equals).count(),
                    asked.stream().filter(name::equals).count(),
                    answered.stream().filter(name::equals).count(),
                    0,
                    blocks(name)))
        .toList();
  }

  private List<Block> blocks(String name) {
    return blocked.contains(name)
        ? List.of(new Block(provider, name, null, "quota", "", Instant.EPOCH, FREE_AT))
        : List.of();
  }

  /// Blocks an account.
  public synchronized void block(String name) {
    blocked.add(name);
  }

  /// Frees all, and forgets who was asked.
  public synchronized void forget() {
    blocked.clear();
    asked.clear();
    answered.clear();
    turn = 0;
    notifyAll();
  }

  /// Who was asked, in that order.
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /// Who has answered.
  public synchronized List<String> answered() {
    return List.copyOf(answered);
  }

  /// What is blocked: `account`, or `account/model`.
  public synchronized Set<String> blocked() {
    return Set.copyOf(blocked);
  }

  /// How many have an account just now.
  public synchronized int inside() {
    return inside.size();
  }

  /// How many wait for one.
  public synchronized int waiting() {
    return waiting;
  }
}
