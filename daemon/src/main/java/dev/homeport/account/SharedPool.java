package dev.homeport.account;

import dev.homeport.account.block.Blocks;
import dev.homeport.account.block.Held;
import dev.homeport.account.ruling.Law;
import dev.homeport.account.ruling.Sentence;
import dev.homeport.account.ruling.Sentence.Bench;
import dev.homeport.account.ruling.Service;
import dev.homeport.chat.Complaint;
import dev.homeport.resilience.Entry;
import dev.homeport.resilience.Ticket;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/// Accounts that take turns. Who is blocked, here or by others on the same state, is passed over;
/// where all that are free have their hands full, the one with the shortest queue is waited for.
public final class SharedPool implements Pool {
  /// Shorter names of accounts are words of any text.
  private static final int SHORTEST_NAME = 4;

  private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

  private final String provider;
  private final Law law;
  private final List<Member> members;
  private final Duration wait;
  private final Blocks blocks;
  private final UnaryOperator<String> quote;
  private final Ticker ticker;
  private final WallClock wall;

  private final Turns turns = new Turns();

  /// Whether others are in the place of these.
  private volatile boolean closed;

  /// @param members one at least
  SharedPool(
      String provider,
      Law law,
      List<Member> members,
      Duration wait,
      Blocks blocks,
      UnaryOperator<String> quote,
      Ticker ticker,
      WallClock wall) {
    this.provider = provider;
    this.law = law;
    this.members = List.copyOf(members);
    this.wait = wait;
    this.blocks = blocks;
    this.quote = quote;
    this.ticker = ticker;
    this.wall = wall;
  }

  @Override
  public String provider() {
    return provider;
  }

  /// Whose customs count.
  public Service service() {
    return law.service();
  }

  @Override
  public Picked pick(String model, Set<String> tried, String party, Waiting stay)
      throws InterruptedException {
    List<Member> able = members.stream().filter(each -> each.isFor(model)).toList();
    if (able.isEmpty()) {
      return new Picked.Blocked(NEVER, "no account of " + provider + " is for this model");
    }
    List<Member> left = able.stream().filter(each -> !tried.contains(each.name())).toList();
    if (left.isEmpty()) {
      return new Picked.Spent();
    }
    var leaving = new Leaving();
    var full = new HashSet<String>();
    long began = ticker.nanoTime();
    do {
      if (closed) {
        return new Picked.Closed();
      }
      List<Member> free = turns.of(left.stream().filter(each -> isFree(each, model)).toList());
      if (free.isEmpty()) {
        return blocked(left, model);
      }
      for (Member each : free) {
        Ticket ticket = each.hands().ticket(party);
        if (ticket.enterNow()) {
          return new Picked.Taken(new Turn(each, ticket, model));
        }
      }
      Optional<Member> shortest =
          free.stream()
              .filter(each -> !full.contains(each.name()))
              .min(Comparator.comparingDouble(each -> each.hands().load()));
      if (shortest.isEmpty()) {
        break;
      }
      Member awaited = shortest.get();
      Ticket ticket = awaited.hands().ticket(party);
      leaving.from(ticket, stay);
      switch (awaited.hands().await(ticket, () -> closed || !isFree(awaited, model))) {
        case Entry.Admitted _ -> {
          if (!closed && isFree(awaited, model)) {
            return new Picked.Taken(new Turn(awaited, ticket, model));
          }
          ticket.close();
        }
        case Entry.Full _ -> full.add(awaited.name());
        case Entry.Left _ -> {
          if (leaving.hasLeft()) {
            return new Picked.Left();
          }
        }
        case Entry.Overdue _, Entry.Closed _ -> {
          return busy();
        }
      }
    } while (ticker.nanoTime() - began < wait.toNanos());
    return busy();
  }

  @Override
  public void close() {
    closed = true;
    members.forEach(each -> each.hands().disperse());
  }

  private static Picked busy() {
    return new Picked.Busy("all accounts that are free have their hands full");
  }

  private Picked blocked(List<Member> left, String model) {
    var causes = new TreeSet<String>();
    for (Member each : left) {
      holding(each, model).forEach(held -> causes.add(held.block().cause()));
    }
    String whose = members.size() == 1 ? "its account is" : "its accounts are";
    return new Picked.Blocked(
        freeAt(left, model), whose + " blocked (" + String.join(", ", causes) + ")");
  }

  private boolean isFree(Member member, String model) {
    return holding(member, model).isEmpty();
  }

  /// What is held against a member now.
  private List<Held> held(Member member) {
    return blocks.of(provider, member.name()).stream()
        .filter(held -> !held.isOfAnotherKey(member.mark()))
        .toList();
  }

  private List<Held> holding(Member member, String model) {
    return held(member).stream()
        .filter(held -> held.block().model() == null || model.equals(held.block().model()))
        .toList();
  }

  @Override
  public Instant freeAt(String model) {
    return freeAt(members.stream().filter(each -> each.isFor(model)).toList(), model);
  }

  private Instant freeAt(Collection<Member> some, String model) {
    Instant now = wall.now();
    return some.stream()
        .map(
            each ->
                holding(each, model).stream()
                    .map(blocks::end)
                    .max(Comparator.naturalOrder())
                    .orElse(now))
        .min(Comparator.naturalOrder())
        .orElse(NEVER);
  }

  @Override
  public List<AccountStanding> standing() {
    return members.stream()
        .map(
            each ->
                new AccountStanding(
                    provider,
                    each.account(),
                    each.hands().inside(),
                    each.hands().asked(),
                    each.hands().answered(),
                    each.hands().failed(),
                    held(each).stream().map(Held::block).toList()))
        .toList();
  }

  /// Lifts by hand all that is held against an account.
  ///
  /// @return what that was; empty where it was free
  public List<Block> unblock(String account) {
    return blocks.lift(provider, account);
  }

  /// What is held against accounts and worth a look now. Blocks for a key that is gone are lifted.
  public List<Held> due() {
    Instant now = wall.now();
    var due = new ArrayList<Held>();
    for (Member each : members) {
      for (Held held : blocks.of(provider, each.name())) {
        if (held.isOfAnotherKey(each.mark())) {
          blocks.free(held, "hand");
        } else if (!held.passes() && !held.look().isAfter(now)) {
          due.add(held);
        }
      }
    }
    return due;
  }

  /// When the next one is worth a look; nothing where none is held.
  public Optional<Instant> nextLook() {
    return members.stream()
        .flatMap(each -> held(each).stream())
        .filter(held -> !held.passes())
        .map(Held::look)
        .min(Comparator.naturalOrder());
  }

  /// Whether an account is for a model.
  public boolean isFor(String account, String model) {
    return members.stream().anyMatch(each -> each.name().equals(account) && each.isFor(model));
  }

  /// A look has shown that it is over.
  ///
  /// @param why `probe`, or `time` where nothing could show it
  public void free(Held held, String why) {
    blocks.free(held, why);
  }

  /// A look has met with this complaint.
  ///
  /// @param model the one that was asked for
  /// @return whether that says how the account stands
  public boolean looked(Held held, Complaint complaint, String model) {
    return switch (complaint.kind()) {
      // Who objects to the question, or has others to serve, lets the account in.
      case BAD_REQUEST, TOO_LARGE, CONTEXT, CAPABILITY, FILTERED, EMPTY, CONCURRENCY -> {
        free(held, "probe");
        yield true;
      }
      case OVERLOADED, TIMEOUT, SERVER, CUT, NONSENSE -> false;
      case NO_MODEL, KEY, CREDIT, FORBIDDEN, RATE, QUOTA -> {
        Sentence sentence = law.on(complaint, model, wall.now());
        yield sentence instanceof Bench bench && again(held, bench, complaint.said(), model);
      }
    };
  }

  /// A look has shown nothing. Where the end is far off, the next look is as far as this one was.
  public void looked(Held held) {
    Instant until = held.block().until();
    Instant next = wall.now().plus(BETWEEN_LOOKS);
    if (held.look().isBefore(until)) {
      blocks.renew(
          held,
          new Held(held.block(), held.mark(), held.asked(), next.isAfter(until) ? until : next));
    }
  }

  /// The service itself tells that a window is used up.
  ///
  /// @param window its word, such as `weekly`
  public void usedUp(Held held, String window) {
    if (law.onUsedUp(window, wall.now()) instanceof Bench bench) {
      boolean _ = again(held, bench, held.block().detail(), held.asked());
    }
  }

  private boolean again(Held held, Bench bench, String said, String model) {
    String blocked = held.block().model();
    if (!blocks.of(provider, held.block().account()).contains(held)) {
      // Somebody has lifted it meanwhile, whose word counts.
      return true;
    }
    if (blocked == null && bench.only()) {
      // It is let in, and for others than this model it is free.
      boolean _ = blocks.block(next(held.block().account(), held.mark(), model, bench, said));
      free(held, "probe");
    } else if (blocked != null && !bench.only()) {
      boolean _ = blocks.block(next(held.block().account(), held.mark(), model, bench, said));
      return false;
    } else {
      blocks.renew(held, next(held.block().account(), held.mark(), model, bench, said));
    }
    return true;
  }

  private Held next(String account, String mark, String model, Bench bench, String said) {
    String detail = quote.apply(said);
    Instant now = wall.now();
    var block =
        new Block(
            provider,
            account,
            bench.only() ? model : null,
            bench.cause(),
            account.length() < SHORTEST_NAME ? detail : detail.replace(account, "…"),
            now,
            bench.until());
    return new Held(block, mark, model, bench.look());
  }

  /// Its member of this name that shows the same as that mark.
  Optional<Member> member(String account, String mark) {
    return members.stream()
        .filter(each -> each.name().equals(account) && each.mark().equals(mark))
        .findFirst();
  }

  /// One request's time with an account.
  private final class Turn implements Stint {
    private final Member member;
    private final Ticket ticket;
    private final String model;

    /// Whether it was counted how it went.
    private final AtomicBoolean counted = new AtomicBoolean();

    /// Whether it is over, or was sent away.
    private final AtomicBoolean ended = new AtomicBoolean();

    Turn(Member member, Ticket ticket, String model) {
      this.member = member;
      this.ticket = ticket;
      this.model = model;
      member.hands().begun();
    }

    @Override
    public String account() {
      return member.name();
    }

    @Override
    public void answered() {
      if (counted.compareAndSet(false, true)) {
        member.hands().countAnswer();
      }
    }

    @Override
    public boolean failed(Complaint complaint) {
      if (counted.compareAndSet(false, true)) {
        member.hands().countFailure();
      }
      Sentence sentence = law.on(complaint, model, wall.now());
      switch (sentence) {
        case Sentence.None _ -> {}
        case Sentence.Fewer _ -> {
          end();
          member.hands().shrink();
        }
        case Bench bench -> {
          boolean _ =
              blocks.block(next(member.name(), member.mark(), model, bench, complaint.said()));
          if (!bench.only()) {
            member.hands().disperse();
          }
        }
      }
      return sentence.another();
    }

    private void end() {
      if (ended.compareAndSet(false, true)) {
        member.hands().ended();
      }
    }

    @Override
    public void close() {
      end();
      ticket.close();
    }
  }
}
