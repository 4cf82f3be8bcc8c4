package dev.homeport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.ClientLibrary.Deed;
import dev.homeport.client.Outcome.Given;
import org.junit.jupiter.api.Test;

/// What there is besides for the users of libraries that know of vectors.
interface Embedding {
  /// A proper call.
  Call call();

  /// Asks for one thing that must be given.
  Given gives(Deed deed, Call call);

  @Test
  default void textsBecomeVectors() {
    Given vectors = gives(Deed.EMBED, call().of("nomic-embed-text"));
    assertThat(vectors.text()).isEqualTo("2 vectors");
    assertThat(vectors.count()).isGreaterThan(10);
    assertThat(vectors.note()).as("a number").containsPattern("^-?[0-9]");
  }
}
