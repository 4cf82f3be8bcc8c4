package dev.homeport.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.catalogue.Catalogue;
import dev.homeport.catalogue.Serving;
import dev.homeport.catalogue.Source;
import dev.homeport.condition.Condition;
import dev.homeport.fake.LineDialect;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Pure: the one provider that is wanted, by a client, an operator or the settings.
class SnapshotTest {
  private static final Contender HOME =
      new Contender(new Source("home", Source.Kind.HOME), new LineDialect(null, false, false));

  private static @Nullable String wanted(@Nullable String pinned, boolean alone, Wish wish) {
    var bearing =
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
            return pinned;
          }
        };
    var catalogue = new Catalogue(new MemoryFacts(), _ -> {});
    var serving = new Serving(Rows.of(), catalogue.stock());
    return new Snapshot(List.of(HOME), List.of(), serving, bearing, alone).wanted(wish);
  }

  @Test
  void anybodyWillDoWhereNobodyIsNamed() {
    assertThat(wanted(null, false, Wish.ANYBODY)).isNull();
  }

  @Test
  void settingsThatNameOneAreTheLastToBeAsked() {
    assertThat(wanted(null, true, Wish.ANYBODY)).isEqualTo("home");
  }

  @Test
  void clientGoesBeforeAnOperator() {
    assertThat(wanted("home", false, Wish.of("cloud"))).isEqualTo("cloud");
    assertThat(wanted("home", false, Wish.ANYBODY)).isEqualTo("home");
  }

  @Test
  void pinOfOneThatIsGoneIsNone() {
    assertThat(wanted("gone", false, Wish.ANYBODY)).isNull();
  }
}
