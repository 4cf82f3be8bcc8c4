package dev.homeport.server;

import dev.homeport.access.body.BodyRules;
import dev.homeport.front.Front;
import dev.homeport.relay.Home;
import dev.homeport.relay.Relay;
import dev.homeport.routing.Snapshot;
import dev.homeport.server.admin.Holdings;
import dev.homeport.server.admin.Orders;
import dev.homeport.time.WallClock;
import dev.homeport.wire.Field;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a server does with the requests it lets in.
public sealed interface Work {
  /// What it sees of the homes from here; nothing of one that asks no others.
  @Nullable Lookout lookout();

  /// What it has in hand beside its providers; nothing of one that asks no others.
  @Nullable Holdings holdings();

  /// Brings them to the Ollama on this machine.
  ///
  /// @param credentials what Ollama itself wants to see, if it wants something
  /// @param installed whether Ollama has the model of this normalised name
  /// @param remote whether that model really runs in a cloud
  /// @param serving hears of each question that begins (1) and ends (-1)
  /// @param changed told when what is installed may be something else
  record AtOllama(
      Front front,
      Supplier<BodyRules> policy,
      List<Field> credentials,
      Predicate<String> installed,
      Predicate<String> remote,
      IntConsumer serving,
      Runnable changed)
      implements Work {
    @Override
    public @Nullable Lookout lookout() {
      return null;
    }

    @Override
    public @Nullable Holdings holdings() {
      return null;
    }
  }

  /// Asks whoever can answer them.
  ///
  /// @param relay who walks a route
  /// @param routing who there is and what they have, at this moment
  /// @param home the Mac, where there is one
  /// @param meant the provider's own name for what a client calls it
  /// @param missed told of a provider whose list lacks a model that is asked for
  /// @param orders what those who run it can order
  /// @param holdings what it has in hand beside its providers
  /// @param lookout what is seen of the homes from here
  /// @param wall the time of day
  record AtProviders(
      Relay relay,
      Supplier<Snapshot> routing,
      Home home,
      UnaryOperator<String> meant,
      Consumer<String> missed,
      Orders orders,
      Holdings holdings,
      Lookout lookout,
      WallClock wall)
      implements Work {}
}
