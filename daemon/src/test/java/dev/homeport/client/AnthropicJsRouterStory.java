package dev.homeport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.ClientLibrary.Deed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The npm library `@anthropic-ai/sdk`, at the router.
@Tag("story")
@ExtendWith(NeedsNpm.class)
class AnthropicJsRouterStory extends RouterContract
    implements FreeHeaders, Helping, Listing, Running {
  @Override
  ClientLibrary library() throws Exception {
    return new NodeLibrary("anthropic");
  }

  @Test
  void tokensAreCountedWithoutAskingAnybody() {
    assertThat(gives(Deed.TOKENS, call()).count()).isBetween(3, 30);
    assertThat(rig().answerer().hasBeenAsked()).isFalse();
  }
}
