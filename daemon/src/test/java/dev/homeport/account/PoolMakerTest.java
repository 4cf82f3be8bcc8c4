package dev.homeport.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.account.Pool.Picked;
import dev.homeport.account.Pool.Stint;
import dev.homeport.account.block.Blocks;
import dev.homeport.account.ruling.Service;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.config.provider.AccountSettings;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.value.Secret;
import dev.homeport.fake.CloudSettings;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Told;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Pure: pools made of settings.
class PoolMakerTest {
  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final PoolMaker maker =
      new PoolMaker(new Blocks(new MemoryFacts(), new Told(), wall), said -> said, ticker, wall);

  private static ProviderSettings settings(
      ProviderSettings.Kind kind,
      URI url,
      @Nullable Secret key,
      @Nullable Integer concurrent,
      @Nullable Duration block,
      AccountSettings... accounts) {
    return CloudSettings.of(kind, url, key, concurrent, block, List.of(accounts));
  }

  private static AccountSettings account(
      String name, @Nullable String plan, @Nullable Integer concurrent) {
    return new AccountSettings(name, new Secret("k-" + name), null, plan, concurrent, List.of());
  }

  private static final URI CLOUD = CloudSettings.OLLAMA_CLOUD;
  private static final URI HOME = URI.create("http://127.0.0.1:8888");

  @Test
  void soleKeyIsOneAccountThatIsCalledAsItsProvider() {
    var settings = settings(ProviderSettings.Kind.OPENAI, HOME, new Secret("k"), 4, null);
    SharedPool pool = maker.make(settings, null).orElseThrow();
    assertThat(pool.provider()).isEqualTo("cloud");
    assertThat(pool.service()).isEqualTo(Service.OTHER);
    assertThat(pool.standing()).hasSize(1);
    assertThat(pool.standing().getFirst().account().name()).isEqualTo("cloud");
    assertThat(pool.standing().getFirst().account().concurrent()).isEqualTo(4);
  }

  @Test
  void homeHasNoAccountsUnlessTheyAreWritten() {
    var kind = ProviderSettings.Kind.OLLAMA;
    assertThat(maker.make(settings(kind, HOME, new Secret("k"), null, null), null)).isEmpty();
    assertThat(maker.make(settings(kind, CLOUD, null, null, null), null)).isEmpty();
    assertThat(maker.make(settings(kind, CLOUD, new Secret("k"), null, null), null)).isPresent();
    var written = settings(kind, HOME, null, null, null, account("a", null, null));
    assertThat(maker.make(written, null).orElseThrow().service()).isEqualTo(Service.OLLAMA_CLOUD);
  }

  @Test
  void ownLimitIsBeforeThatOfTheProviderAndOfThePlan() {
    SharedPool pool =
        maker
            .make(
                settings(
                    ProviderSettings.Kind.OLLAMA,
                    CLOUD,
                    null,
                    null,
                    null,
                    account("own", "pro", 7),
                    account("planned", "pro", null),
                    account("free", null, null)),
                null)
            .orElseThrow();
    assertThat(pool.standing().stream().map(each -> each.account().concurrent()))
        .containsExactly(7, 3, null);
  }

  @Test
  void reloadedPoolGoesOn() throws Exception {
    var kind = ProviderSettings.Kind.OLLAMA;
    SharedPool before =
        maker
            .make(settings(kind, CLOUD, null, null, null, account("a", null, 2)), null)
            .orElseThrow();
    var taken = (Picked.Taken) before.pick("m", Set.of(), "key", _ -> {});
    SharedPool after =
        maker
            .make(
                settings(
                    kind,
                    CLOUD,
                    null,
                    null,
                    Duration.ZERO,
                    account("a", null, 1),
                    account("b", null, 1)),
                before)
            .orElseThrow();
    assertThat(after.standing().getFirst().inside()).isOne();
    assertThat(after.standing().getFirst().asked()).isOne();
    try (Stint next =
        ((Picked.Taken) after.pick("m", Set.of("b"), "key", _ -> taken.stint().close())).stint()) {
      assertThat(next.account()).isEqualTo("a");
      assertThat(next.failed(Complaint.of(Kind.QUOTA, 429, "weekly usage limit"))).isTrue();
    }
    // Blocks are switched off.
    assertThat(after.standing().getFirst().blocks()).isEmpty();
  }
}
