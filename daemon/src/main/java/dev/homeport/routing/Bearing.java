package dev.homeport.routing;

import dev.homeport.account.Pool;
import dev.homeport.condition.Condition;
import dev.homeport.condition.Conditions;
import dev.homeport.time.WallClock;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is known of everybody's health at one moment, as far as a plan asks for it.
public interface Bearing {
  /// All are well, and nobody is preferred or pinned.
  Bearing ALL_WELL =
      new Bearing() {
        @Override
        public Condition of(String provider, String model) {
          return new Condition.Well();
        }

        @Override
        public @Nullable String preferred(String model) {
          return null;
        }

        @Override
        public @Nullable String pinned() {
          return null;
        }
      };

  /// How a provider stands for one of its models.
  Condition of(String provider, String model);

  /// Who has answered for a model lately in somebody else's place.
  @Nullable String preferred(String model);

  /// The one that an operator wants to be asked.
  @Nullable String pinned();

  /// Until when every account of a provider is blocked for one of its models, [Pool#NEVER] where
  /// none is for that model; nothing where one of them is free, or it has none.
  default @Nullable Instant blockedUntil(String provider, String model) {
    return null;
  }

  /// What these know.
  ///
  /// @param pools the accounts of a provider; nothing where it has none
  static Bearing by(Conditions conditions, Function<String, @Nullable Pool> pools, WallClock wall) {
    return new Bearing() {
      @Override
      public @Nullable Instant blockedUntil(String provider, String model) {
        Pool pool = pools.apply(provider);
        Instant free = pool == null ? null : pool.freeAt(model);
        return free != null && free.isAfter(wall.now()) ? free : null;
      }

      @Override
      public Condition of(String provider, String model) {
        return conditions.of(provider, model);
      }

      @Override
      public @Nullable String preferred(String model) {
        return conditions.preferred(model).orElse(null);
      }

      @Override
      public @Nullable String pinned() {
        return conditions.pinned().map(pin -> pin.provider()).orElse(null);
      }
    };
  }
}
