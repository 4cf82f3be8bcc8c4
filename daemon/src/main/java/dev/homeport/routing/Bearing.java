package dev.homeport.routing;

import dev.homeport.condition.Condition;
import dev.homeport.condition.Conditions;
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

  /// What these know.
  static Bearing by(Conditions conditions) {
    return new Bearing() {
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
