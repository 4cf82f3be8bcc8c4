package dev.homeport.fake;

import dev.homeport.condition.Pin;
import dev.homeport.server.admin.Steering;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Orders to a router that has nothing to steer: they are kept, and time does not pass.
public final class HandSteering implements Steering {
  private final FakeWall wall = new FakeWall();
  private final Supplier<? extends Collection<String>> names;

  /// Written by one request after another, read by whoever asks.
  private volatile @Nullable Pin pin;

  HandSteering(Supplier<? extends Collection<String>> names) {
    this.names = names;
  }

  @Override
  public List<String> providers() {
    return List.copyOf(names.get());
  }

  /// Home is also called ollama.
  @Override
  public Optional<String> meant(String name) {
    return Optional.of(name.equals("ollama") ? "home" : name).filter(names.get()::contains);
  }

  @Override
  public void pin(String provider, Duration time) {
    pin = new Pin(provider, wall.now().plus(time));
  }

  @Override
  public void unpin() {
    pin = null;
  }

  @Override
  public Optional<Pin> pinned() {
    return Optional.ofNullable(pin);
  }

  /// As if two had failed, and one were preferred.
  @Override
  public Forgotten forget() {
    boolean was = pin != null;
    pin = null;
    return new Forgotten(2, 1, was);
  }
}
