package dev.homeport.doctor.store;

import dev.homeport.doctor.Outcome;
import dev.homeport.store.redis.protocol.Dialer;
import dev.homeport.store.redis.protocol.Dialer.Dialled;
import dev.homeport.store.redis.protocol.Line;
import dev.homeport.store.redis.protocol.RedisAddress;
import dev.homeport.store.redis.protocol.Reply;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;

/// Whether a Redis answers from here, and lets us in.
record RedisLook(RedisAddress address) implements StoreCheck.Look {
  /// What is to be done where the router does not reach it.
  String fix() {
    return "redis-cli -h %s -p %d%s ping   # does it run? and is state.url its address?"
        .formatted(address.host(), address.port(), address.secure() ? " --tls" : "");
  }

  @Override
  public Outcome take() throws InterruptedException {
    var dialer =
        new Dialer(
            address.host(),
            address.port(),
            address.secure() ? (SSLSocketFactory) SSLSocketFactory.getDefault() : null,
            address.user(),
            address.password(),
            address.database());
    return switch (dialer.dial(new Deaf(), List.of())) {
      case Dialled.Up(Line line, _) -> {
        line.close();
        yield Outcome.ok(address.where() + " answers, and lets us in");
      }
      case Dialled.Down(String why) ->
          Outcome.fail(address.where() + " cannot be reached from here: " + why, fix());
      case Dialled.Unfit(String why) ->
          Outcome.fail(
              address.where() + " is there, but: " + why,
              "state.url: redis://USER:PASSWORD@HOST:PORT/NUMBER, with what it wants");
    };
  }

  /// Nobody listens to a line that is closed at once.
  private static final class Deaf implements Line.Ears {
    @Override
    public void message(Reply reply) {}

    @Override
    public void lost(Line line, String why) {}
  }
}
