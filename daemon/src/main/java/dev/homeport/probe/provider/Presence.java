package dev.homeport.probe.provider;

import dev.homeport.condition.Conditions;

/// Who is told whether there is a way to a provider.
interface Presence {
  /// It gave its list, or another answer that only somebody alive gives.
  void reached(String provider);

  /// There is no way to it.
  ///
  /// @param cause in a word
  /// @param detail in a sentence
  void lost(String provider, String cause, String detail);

  /// Tells those who know how everybody stands.
  static Presence telling(Conditions conditions) {
    return new Presence() {
      @Override
      public void reached(String provider) {
        conditions.reached(provider);
      }

      @Override
      public void lost(String provider, String cause, String detail) {
        conditions.lost(provider, cause, detail);
      }
    };
  }
}
