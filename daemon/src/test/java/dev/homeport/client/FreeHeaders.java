package dev.homeport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.ClientLibrary.Deed;
import dev.homeport.client.Outcome.Given;
import org.junit.jupiter.api.Test;

/// What there is besides for the users of libraries that send the headers they are given, and no
/// others in their place.
interface FreeHeaders {
  /// A proper call.
  Call call();

  /// Asks for one thing that must be given.
  Given gives(Deed deed, Call call);

  @Test
  default void keyMayStandInAHeaderOfItsOwn() {
    assertThat(gives(Deed.CHAT, call().withApiKey()).text()).contains("simulated");
    assertThat(gives(Deed.STREAM, call().withApiKey()).text()).contains("simulated");
  }
}
