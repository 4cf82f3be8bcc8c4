package dev.homeport.store.redis;

import dev.homeport.store.redis.protocol.Command;
import dev.homeport.store.redis.protocol.Dialer;
import dev.homeport.store.redis.protocol.Line;
import dev.homeport.store.redis.protocol.Reply;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A second line to a Redis, over which it tells of changes. One thread keeps it.
final class Subscription implements Line.Ears {
  /// After so many looks without a sound it is dialled anew.
  private static final int SILENT = 4;

  private final Dialer dialer;
  private final String channel;
  private final Consumer<String> messages;
  private final Runnable ended;

  /// How often it was looked at since anything came.
  private final AtomicInteger silent = new AtomicInteger();

  /// The line, while there is one; for who keeps it and who closes it.
  private volatile @Nullable Line line;

  /// A subscription to a channel, not yet made.
  ///
  /// @param messages hears what is told there
  /// @param ended is run when it broke off
  Subscription(Dialer dialer, String channel, Consumer<String> messages, Runnable ended) {
    this.dialer = dialer;
    this.channel = channel;
    this.messages = messages;
    this.ended = ended;
  }

  /// Makes it, unless it is there and alive.
  void keep() {
    Line now = line;
    if (now != null && !now.isLost()) {
      if (silent.incrementAndGet() <= SILENT) {
        now.say(Command.of("PING"));
        return;
      }
      now.giveUp("it told nothing any more");
    }
    if (dialer.dial(this, List.of()) instanceof Dialer.Dialled.Up(Line fresh, _)) {
      silent.set(0);
      line = fresh;
      fresh.say(Command.of("SUBSCRIBE", channel));
    }
  }

  @Override
  public void message(Reply reply) {
    silent.set(0);
    List<Reply> parts = reply.asList();
    if (parts.size() == 3 && parts.getFirst().asText().equals("message")) {
      messages.accept(parts.get(2).asText());
    }
  }

  @Override
  public void lost(Line gone, String why) {
    ended.run();
  }

  /// Ends it for now, without waiting.
  void giveUp() {
    Line now = line;
    if (now != null) {
      now.giveUp("nobody listens any more");
    }
  }

  /// Ends it.
  void close() throws InterruptedException {
    Line now = line;
    if (now != null) {
      now.close();
    }
  }
}
