package dev.homeport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.ClientLibrary.Deed;
import dev.homeport.client.Outcome.Failed;
import dev.homeport.client.Outcome.Given;
import dev.homeport.fake.Front;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What there is besides for the users of libraries that know of lists of models.
interface Listing {
  /// A proper call.
  Call call();

  /// Who is asked.
  Front front();

  /// The models that there are, as they are listed.
  List<String> models();

  /// Asks for one thing that must be given.
  Given gives(Deed deed, Call call);

  /// Asks for one thing that must be refused with this status.
  Failed refuses(Deed deed, Call call, int status);

  @Test
  default void modelsAreListed() {
    Given listed = gives(Deed.LIST, call());
    assertThat(listed.text().split(" ", -1)).containsExactlyInAnyOrderElementsOf(models());
    assertThat(listed.count()).isEqualTo(models().size());
    assertThat(gives(Deed.LIST, call().withSlash())).isEqualTo(listed);
  }

  @Test
  default void eachListedModelIsShown() {
    for (String model : models()) {
      assertThat(gives(Deed.SHOW, call().of(model)).count()).as(model).isPositive();
    }
  }

  @Test
  default void unknownModelIsNotShown() {
    assertThat(refuses(Deed.SHOW, call().of("no-such-model"), 404).text())
        .contains("no-such-model");
  }

  @Test
  default void keyThatIsNoneListsNothing() {
    assertThat(refuses(Deed.LIST, call().withKey(front().uselessKey()), 401).text())
        .containsIgnoringCase("key");
  }
}
