package dev.homeport.simulation.model;

import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The models that there are, and those of them that are loaded. Any thread may ask.
///
/// Besides its own names it knows a few that people have in their scripts already.
public final class Library {
  private static final Duration USUAL_STAY = Duration.ofMinutes(5);

  private static final List<String> SPEAKS = List.of("completion", "tools");
  private static final List<String> THINKS = List.of("completion", "tools", "thinking");
  private static final List<String> EMBEDS = List.of("embedding");

  private final WallClock wall;

  /// By normalised name; guarded by this, as is `loaded`.
  private final Map<String, Model> models = new LinkedHashMap<>();

  /// Until when each is loaded, nothing for always.
  private final Map<String, Stay> loaded = new HashMap<>();

  /// A model in memory.
  ///
  /// @param until nothing where it stays for ever
  public record Stay(Model model, @Nullable Instant until) {}

  /// A library with the models that a demonstration wants.
  public Library(WallClock wall) {
    this.wall = wall;
    Instant now = wall.now();
    add(new Model("simulated:latest", "simulated", "1B", 1_234_567_890L, 32_768, SPEAKS, now));
    add(new Model("simulated-think:latest", "thinker", "2B", 2_345_678_901L, 32_768, THINKS, now));
    add(new Model("simulated-embed:latest", "bert", "137M", 274_302_450L, 2048, EMBEDS, now));
    add(new Model("llama3.2:latest", "llama", "3.2B", 2_019_393_189L, 131_072, SPEAKS, now));
    add(new Model("qwen2.5:7b", "qwen2", "7.6B", 4_683_087_332L, 32_768, SPEAKS, now));
    add(new Model("nomic-embed-text:latest", "nomic", "137M", 274_302_450L, 2048, EMBEDS, now));
  }

  private void add(Model model) {
    models.put(model.name(), model);
  }

  /// All of them.
  public synchronized List<Model> all() {
    return List.copyOf(models.values());
  }

  /// The one of this name, in whatever way it is written.
  public synchronized Optional<Model> find(String name) {
    return Optional.ofNullable(models.get(Model.normalised(name)));
  }

  /// Gives a model one more name.
  public synchronized void copy(Model model, String name) {
    add(model.named(Model.normalised(name), wall.now()));
  }

  /// Forgets a model.
  public synchronized void delete(Model model) {
    models.remove(model.name());
    loaded.remove(model.name());
  }

  /// What is in memory.
  public synchronized List<Stay> loaded() {
    Instant now = wall.now();
    loaded.values().removeIf(stay -> stay.until() != null && !stay.until().isAfter(now));
    return new ArrayList<>(loaded.values());
  }

  /// Whether this one is in memory.
  public boolean isLoaded(Model model) {
    return loaded().stream().anyMatch(stay -> stay.model().name().equals(model.name()));
  }

  /// Keeps a model in memory from now on: for this long, for ever where it is negative, the usual
  /// time where nothing was said; zero takes it out.
  public synchronized void keep(Model model, @Nullable Duration stay) {
    if (stay != null && stay.isZero()) {
      loaded.remove(model.name());
      return;
    }
    Instant until =
        stay != null && stay.isNegative()
            ? null
            : wall.now().plus(stay == null ? USUAL_STAY : stay);
    loaded.put(model.name(), new Stay(model, until));
  }
}
