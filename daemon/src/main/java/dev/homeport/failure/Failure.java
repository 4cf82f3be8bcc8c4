package dev.homeport.failure;

/// Why an upstream gave no whole answer. The texts name no prompt, no answer and no key.
public sealed interface Failure {
  /// The upstream's address.
  String where();

  /// What happened, for a person.
  String why();

  /// It in a word, for logs and pages.
  String word();

  /// Nothing took the connection.
  record Unreachable(String where, String why, Obstacle obstacle) implements Failure {
    @Override
    public String word() {
      return obstacle.word;
    }
  }

  /// The connection ended before the answer was whole.
  record Severed(String where, String why) implements Failure {
    @Override
    public String word() {
      return "severed";
    }
  }

  /// What came was not HTTP, or not HTTP that we accept.
  record Garbled(String where, String why) implements Failure {
    @Override
    public String word() {
      return "garbled";
    }
  }

  /// It took longer than we wait.
  record Silent(String where, String why, Wait limit) implements Failure {
    @Override
    public String word() {
      return limit.word;
    }
  }

  /// We have nothing to show that we may ask it.
  record Keyless(String where, String why) implements Failure {
    @Override
    public String word() {
      return "keyless";
    }
  }

  /// We stopped it ourselves.
  record Cancelled(String where, String why) implements Failure {
    @Override
    public String word() {
      return "cancelled";
    }
  }

  /// What stood in the way of a connection.
  enum Obstacle {
    /// Nobody listens there.
    REFUSED("refused"),
    /// Nobody said anything.
    SILENCE("connect-timeout"),
    /// Its name leads nowhere.
    NAME("dns"),
    /// It cannot be secured: the certificate, the handshake.
    SECURITY("tls"),
    /// Anything else: no network, no route.
    OTHER("unreachable");

    private final String word;

    Obstacle(String word) {
      this.word = word;
    }
  }

  /// What took too long.
  enum Wait {
    /// A daemon that acknowledges has not.
    ACK("ack-timeout"),
    /// The turn in a daemon's queue.
    QUEUE("queue-timeout"),
    /// The load of a model.
    LOADING("loading-timeout"),
    /// The first piece of an answer.
    FIRST_TOKEN("first-token-timeout"),
    /// The next piece of an answer.
    STALL("stall"),
    /// All of it.
    TOTAL("total-timeout"),
    /// All the time that the client gives.
    REQUEST("request-timeout");

    private final String word;

    Wait(String word) {
      this.word = word;
    }
  }
}
