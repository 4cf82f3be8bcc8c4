package dev.homeport.ledger;

import dev.homeport.chat.Usage;

/// What is reserved for one question to one provider, until it is known what it cost. The first
/// word counts.
public interface Fare {
  /// Nothing is reserved and nothing is paid.
  Fare FREE =
      new Fare() {
        @Override
        public Bill answered(Usage usage, boolean estimated) {
          return new Bill(0L, estimated);
        }

        @Override
        public void nothing() {}
      };

  /// It was answered, whole or in part.
  ///
  /// @param estimated whether the usage is an estimate of ours
  Bill answered(Usage usage, boolean estimated);

  /// It was not answered, or is not to be paid.
  void nothing();
}
