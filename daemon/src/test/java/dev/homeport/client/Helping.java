package dev.homeport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.ClientLibrary.Deed;
import dev.homeport.client.Outcome.Failed;
import dev.homeport.client.Outcome.Given;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Ending;
import org.junit.jupiter.api.Test;

/// What there is besides for the users of libraries that put an answer together by themselves.
interface Helping {
  /// A proper call.
  Call call();

  /// The router that is asked.
  RouterRig rig();

  /// Asks for one thing that must be given.
  Given gives(Deed deed, Call call);

  /// Asks for one thing that must end as an error.
  Failed fails(Deed deed, Call call);

  @Test
  default void helperPutsTheWholeAnswerTogether() {
    Given whole = gives(Deed.HELPER, call());
    assertThat(whole.text()).isEqualTo(RouterContract.WORDS_WHOLE);
    assertThat(whole.note()).startsWith("simulated ").endsWith(" 21+13");
  }

  @Test
  default void helperPutsNothingTogetherThatBroke() {
    rig().playing(Script.saying("half", " of").ending(new Ending.Broken("exploded")));
    fails(Deed.HELPER, call());
    rig().playing(Script.saying("half", " of").ending(new Ending.Silent()));
    fails(Deed.HELPER, call());
    rig().forget();
  }
}
