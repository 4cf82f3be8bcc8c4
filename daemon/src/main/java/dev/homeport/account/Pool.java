package dev.homeport.account;

import dev.homeport.chat.Complaint;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The accounts of one provider. Safe for all threads.
public interface Pool {
  /// When nobody is ever free: none of the accounts is for that model.
  Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  /// Whose accounts they are.
  String provider();

  /// The next free account that was not tried, where one has room; waits for its turn where all
  /// that are free have their hands full.
  ///
  /// @param model the provider's name for it
  /// @param tried the names of those that this request has asked already
  /// @param party whose turn it is among those who wait: the name of the key
  /// @param stay leaves the wait when its action is run, from any thread
  Picked pick(String model, Set<String> tried, String party, Waiting stay)
      throws InterruptedException;

  /// Hears how a wait is ended.
  @FunctionalInterface
  interface Waiting {
    /// While it waits, this ends the wait.
    void endedBy(Runnable end);
  }

  /// When somebody is free for a model at the soonest: now or in the past where somebody is,
  /// [#NEVER] where no account is for it.
  Instant freeAt(String model);

  /// Others are in their place: no request begins with them any more, and whoever waits for one of
  /// them waits no longer. Those that have begun go on.
  void close();

  /// How they all stand.
  List<AccountStanding> standing();

  /// What came of a pick.
  sealed interface Picked {
    /// This one; it is given back by closing it.
    record Taken(Stint stint) implements Picked {}

    /// All that are left are blocked, the first until then; [Pool#NEVER] where no account is for
    /// that model.
    record Blocked(Instant freeAt, String why) implements Picked {}

    /// All that are free have their hands full, and no turn came.
    record Busy(String why) implements Picked {}

    /// All were tried.
    record Spent() implements Picked {}

    /// The wait was ended by whoever waited.
    record Left() implements Picked {}

    /// The pool is closed.
    record Closed() implements Picked {}
  }

  /// The time that one request has an account. Closing it again does nothing.
  interface Stint extends AutoCloseable {
    /// The account's name.
    String account();

    /// It gave an answer.
    void answered();

    /// It gave none. What follows for the account is decided here; the answer is whether another
    /// account may do better.
    boolean failed(Complaint complaint);

    @Override
    void close();
  }
}
