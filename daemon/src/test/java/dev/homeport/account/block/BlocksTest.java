package dev.homeport.account.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.account.Block;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Told;
import dev.homeport.journal.Event.AccountBlocked;
import dev.homeport.journal.Event.AccountFreed;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Pure: blocks among the facts, and what counts while they cannot be written.
class BlocksTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final FakeWall wall = new FakeWall();
  private final MemoryFacts memory = new MemoryFacts();
  private final AtomicBoolean away = new AtomicBoolean();
  private final Told told = new Told();
  private final Told toldElsewhere = new Told();
  private final Blocks blocks = new Blocks(new Fragile(), told, wall);
  private final Blocks elsewhere = new Blocks(memory, toldElsewhere, wall);

  /// What is seen until somebody asks for it anew; nothing where all is seen at once.
  private Facts.@Nullable Shelf stale;

  /// What somebody else does just before a fact is removed here.
  private Runnable beforeRemoval = () -> {};

  /// The facts of a state that may be away. What others write is seen at once.
  private final class Fragile implements Facts {
    @Override
    public Shelf shelf(String kind) {
      Shelf old = stale;
      return old == null ? memory.shelf(kind) : old;
    }

    @Override
    public void freshen() {
      if (!away.get()) {
        memory.freshenNow();
      }
    }

    @Override
    public void freshenNow() {
      stale = null;
      freshen();
    }

    @Override
    public Written put(Fact fact) {
      return away.get() ? new Written.Failed("away") : memory.put(fact);
    }

    @Override
    public Written add(Fact fact) {
      return away.get() ? new Written.Failed("away") : memory.add(fact);
    }

    @Override
    public Written remove(String kind, String name) {
      beforeRemoval.run();
      return away.get() ? new Written.Failed("away") : memory.remove(kind, name);
    }
  }

  private Held held(@Nullable String model, String cause, Duration length) {
    Instant until = wall.now().plus(length);
    var block = new Block("cloud", "one", model, cause, "used up", wall.now(), until);
    return new Held(block, "abcd", "m", until);
  }

  private List<String> causes(Blocks some) {
    return some.of("cloud", "one").stream().map(each -> each.block().cause()).toList();
  }

  private List<AccountBlocked> blocked(Told journal) {
    return journal.events().stream()
        .filter(AccountBlocked.class::isInstance)
        .map(AccountBlocked.class::cast)
        .toList();
  }

  private List<AccountFreed> freed(Told journal) {
    return journal.events().stream()
        .filter(AccountFreed.class::isInstance)
        .map(AccountFreed.class::cast)
        .toList();
  }

  @Test
  void blockIsSeenByAllOnTheState() {
    blocks.block(held(null, "weekly-quota", HOUR));
    blocks.block(held("x/y", "plan", HOUR));

    assertThat(causes(elsewhere)).containsExactly("weekly-quota", "plan");
    assertThat(elsewhere.of("cloud", "one").getLast().block().model()).isEqualTo("x/y");
    assertThat(elsewhere.of("cloud", "two")).isEmpty();
    assertThat(blocked(told)).hasSize(2);
    assertThat(blocked(toldElsewhere)).isEmpty();
    assertThat(new Blocks(memory, told, wall).of("cloud", "one"))
        .isEqualTo(blocks.of("cloud", "one"));
  }

  /// cases.md D3.
  @Test
  void blockIsNeverShortened() {
    blocks.block(held(null, "weekly-quota", HOUR));
    assertThat(blocks.block(held(null, "rate", Duration.ofMinutes(1)))).isFalse();
    assertThat(elsewhere.block(held(null, "quota", Duration.ofMinutes(59)))).isFalse();
    assertThat(causes(blocks)).containsExactly("weekly-quota");

    wall.advance(Duration.ofMinutes(30));
    Instant first = blocks.of("cloud", "one").getFirst().block().since();
    assertThat(blocks.block(held(null, "weekly-quota", HOUR))).isTrue();
    assertThat(blocks.of("cloud", "one").getFirst().block().until())
        .isEqualTo(wall.now().plus(HOUR));
    assertThat(blocks.of("cloud", "one").getFirst().block().since()).isEqualTo(first);
    assertThat(blocked(told)).hasSize(1);
  }

  @Test
  void fiftyWhoHearTheSameAreOneBlock() {
    for (int i = 0; i < 50; i++) {
      blocks.block(held(null, "quota", HOUR));
      wall.advance(Duration.ofMillis(100));
    }
    assertThat(blocked(told)).hasSize(1);
    assertThat(memory.shelf("block").version()).isOne();
  }

  @Test
  void whatPassesIsOverAtItsEnd() {
    blocks.block(held(null, "rate", Duration.ofMinutes(1)));
    wall.advance(Duration.ofSeconds(59));
    assertThat(causes(blocks)).containsExactly("rate");
    wall.advance(Duration.ofSeconds(1));
    assertThat(causes(blocks)).isEmpty();

    Duration _ = blocks.keep();
    assertThat(freed(told)).containsExactly(new AccountFreed("cloud", "one", null, "time"));
    Duration _ = elsewhere.keep();
    assertThat(freed(toldElsewhere)).isEmpty();
    assertThat(memory.shelf("block").facts()).isEmpty();
  }

  @Test
  void othersAreHeldUntilALookShowsThatTheyAreOver() {
    blocks.block(held(null, "weekly-quota", HOUR));
    wall.advance(HOUR.plusDays(1));
    assertThat(causes(blocks)).containsExactly("weekly-quota");
    assertThat(blocks.end(blocks.of("cloud", "one").getFirst()))
        .isEqualTo(wall.now().plus(Blocks.GRACE));

    blocks.free(blocks.of("cloud", "one").getFirst(), "probe");
    assertThat(causes(blocks)).isEmpty();
    assertThat(causes(elsewhere)).isEmpty();
    assertThat(freed(told)).containsExactly(new AccountFreed("cloud", "one", null, "probe"));
  }

  @Test
  void whereNobodyLooksTheyAreFreeByTime() {
    blocks.block(held(null, "weekly-quota", HOUR));
    wall.advance(HOUR);
    assertThat(blocks.keep()).isLessThanOrEqualTo(Blocks.GRACE);
    assertThat(causes(blocks)).containsExactly("weekly-quota");
    wall.advance(Blocks.GRACE);
    assertThat(causes(blocks)).isEmpty();
    Duration _ = blocks.keep();
    assertThat(freed(told)).containsExactly(new AccountFreed("cloud", "one", null, "time"));
  }

  @Test
  void whoFreesWhatWasBlockedAnewFreesNothing() {
    blocks.block(held(null, "weekly-quota", HOUR));
    Held old = blocks.of("cloud", "one").getFirst();
    wall.advance(HOUR);
    elsewhere.renew(old, held(null, "weekly-quota", HOUR));

    blocks.free(old, "probe");

    assertThat(causes(blocks)).containsExactly("weekly-quota");
    assertThat(freed(told)).isEmpty();
    assertThat(blocked(toldElsewhere)).hasSize(1);
  }

  /// Two who look at the same moment find the same; one of them tells it.
  @Test
  void whatTwoFindFreeAtOnceIsToldByOne() {
    blocks.block(held(null, "weekly-quota", HOUR));
    Held held = blocks.of("cloud", "one").getFirst();
    beforeRemoval = () -> elsewhere.free(held, "probe");

    blocks.free(held, "probe");

    assertThat(causes(blocks)).isEmpty();
    assertThat(freed(toldElsewhere)).hasSize(1);
    assertThat(freed(told)).isEmpty();
  }

  @Test
  void whatWasLiftedIsNotRenewed() {
    blocks.block(held(null, "weekly-quota", HOUR));
    Held old = blocks.of("cloud", "one").getFirst();
    assertThat(elsewhere.lift("cloud", "one")).hasSize(1);
    blocks.renew(old, held(null, "weekly-quota", HOUR.plus(HOUR)));
    assertThat(causes(blocks)).isEmpty();
    assertThat(causes(elsewhere)).isEmpty();
  }

  /// What another has blocked anew may not be seen yet.
  @Test
  void whatIsNotSeenYetIsNotFreedUnseen() {
    blocks.block(held(null, "weekly-quota", HOUR));
    Held old = blocks.of("cloud", "one").getFirst();
    wall.advance(HOUR);
    stale = memory.shelf(HeldFact.KIND);
    elsewhere.renew(old, held(null, "weekly-quota", HOUR));

    blocks.free(old, "probe");

    assertThat(causes(elsewhere)).containsExactly("weekly-quota");
    assertThat(freed(told)).isEmpty();
  }

  @Test
  void handLiftsWhatAnotherHasBlockedAMomentAgo() {
    stale = memory.shelf(HeldFact.KIND);
    elsewhere.block(held(null, "weekly-quota", HOUR));
    assertThat(blocks.lift("cloud", "one")).hasSize(1);
    assertThat(causes(elsewhere)).isEmpty();
  }

  @Test
  void whatCannotBeWrittenCountsHereAndIsWrittenLater() {
    away.set(true);
    blocks.block(held(null, "weekly-quota", HOUR));
    blocks.block(held("m", "plan", HOUR));
    assertThat(causes(blocks)).containsExactly("weekly-quota", "plan");
    assertThat(causes(elsewhere)).isEmpty();
    assertThat(blocks.keep()).isLessThanOrEqualTo(Duration.ofSeconds(5));

    away.set(false);
    Duration _ = blocks.keep();
    memory.freshenNow();
    assertThat(causes(elsewhere)).containsExactly("weekly-quota", "plan");
    assertThat(causes(blocks)).containsExactly("weekly-quota", "plan");
    assertThat(blocked(told)).hasSize(2);
  }

  @Test
  void whatCannotBeRemovedIsFreeHereAndRemovedLater() {
    blocks.block(held(null, "weekly-quota", HOUR));
    away.set(true);
    assertThat(blocks.lift("cloud", "one")).hasSize(1);
    assertThat(causes(blocks)).isEmpty();
    assertThat(freed(told)).containsExactly(new AccountFreed("cloud", "one", null, "hand"));
    assertThat(causes(elsewhere)).containsExactly("weekly-quota");

    away.set(false);
    Duration _ = blocks.keep();
    assertThat(causes(elsewhere)).isEmpty();
    assertThat(freed(told)).hasSize(1);
  }

  @Test
  void whatOthersRemovedIsFree() {
    blocks.block(held(null, "weekly-quota", HOUR));
    elsewhere.lift("cloud", "one");
    assertThat(causes(blocks)).isEmpty();
    assertThat(freed(told)).isEmpty();
    assertThat(freed(toldElsewhere)).hasSize(1);
  }

  @Test
  void whatIsOverInSecondsIsNotWorthAWord() {
    blocks.block(held(null, "rate", Duration.ofSeconds(5)));
    assertThat(causes(blocks)).containsExactly("rate");
    assertThat(causes(elsewhere)).isEmpty();
    wall.advance(Duration.ofSeconds(5));
    Duration _ = blocks.keep();
    assertThat(causes(blocks)).isEmpty();
    assertThat(told.events()).isEmpty();
  }

  @Test
  void slashesInNamesAreNoModels() {
    var block = new Block("cloud", "a/b", null, "quota", "", wall.now(), wall.now().plus(HOUR));
    blocks.block(new Held(block, "", "", wall.now().plus(HOUR)));
    assertThat(memory.shelf("block").facts()).containsOnlyKeys("cloud/a%2Fb");
    assertThat(blocks.of("cloud", "a/b")).hasSize(1);
    assertThat(blocks.of("cloud", "a")).isEmpty();
  }

  @Test
  void brokenAndAbsurdFactsAreIgnored() {
    blocks.block(held(null, "quota", HOUR));
    Map<String, String> fields = memory.shelf("block").facts().values().iterator().next().fields();
    for (String[] change :
        new String[][] {
          {"until", "soon"}, {"since", ""}, {"account", "other"}, {"since", "2027-11-24T12:00:00Z"}
        }) {
      var broken = new HashMap<>(fields);
      broken.put(change[0], change[1]);
      memory.put(new Fact("block", "cloud/one", broken));
      assertThat(causes(blocks)).isEmpty();
    }
    var endless = new HashMap<>(fields);
    endless.put("until", "9999-12-31T00:00:00Z");
    memory.put(new Fact("block", "cloud/one", endless));
    assertThat(blocks.of("cloud", "one").getFirst().block().until())
        .isBefore(wall.now().plus(Duration.ofDays(37)));
  }

  @Test
  void modelsOfAnAccountAreBounded() {
    for (int i = 0; i < 500; i++) {
      blocks.block(held("m" + i, "plan", HOUR));
    }
    blocks.block(held("x".repeat(1_000), "plan", HOUR));
    assertThat(blocks.of("cloud", "one")).hasSize(64);
    assertThat(blocks.block(held(null, "quota", HOUR))).isTrue();
  }
}
