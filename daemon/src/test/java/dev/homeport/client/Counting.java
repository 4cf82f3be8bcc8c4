package dev.homeport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.ClientLibrary.Deed;
import dev.homeport.client.Outcome.Given;
import org.junit.jupiter.api.Test;

/// What there is besides for the users of libraries that must ask for what was used.
interface Counting {
  /// A proper call.
  Call call();

  /// Asks for one thing that must be given.
  Given gives(Deed deed, Call call);

  @Test
  default void streamTellsWhatWasUsedToWhoAsksForIt() {
    Given counted = gives(Deed.COUNTED, call());
    assertThat(counted.text()).isEqualTo(RouterContract.WORDS_WHOLE);
    assertThat(counted.note()).startsWith("simulated ").endsWith(" 21+13");
  }
}
