package dev.homeport.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Told;
import dev.homeport.lifecycle.Threads;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.Facts.Shelf;
import dev.homeport.store.Facts.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What facts are, whichever engine keeps them. Each opening stands for another process.
public abstract class FactsContract {
  protected static final Written DONE = new Written.Done();
  protected static final Written UNMET = new Written.Unmet();

  /// After so long a look finds what others wrote.
  private static final Duration A_MOMENT = Duration.ofMillis(10);

  protected final FakeTicker ticker = new FakeTicker();
  protected final FakeWall wall = new FakeWall();
  protected final Told told = new Told();

  /// Opens the one state of this test once more.
  protected abstract Facts open();

  /// Closes whatever is open. What is opened after that is another life.
  protected abstract void close();

  @AfterEach
  void closeAll() {
    close();
  }

  protected static Fact fact(String name, String value) {
    return new Fact("key", name, Map.of("value", value));
  }

  protected static List<String> names(Facts facts) {
    return List.copyOf(facts.shelf("key").facts().keySet());
  }

  private static Map<String, Fact> seen(Facts facts) {
    facts.freshenNow();
    return facts.shelf("key").facts();
  }

  @Test
  void shelfOfNothingIsEmpty() {
    Shelf shelf = open().shelf("key");
    assertThat(shelf.facts()).isEmpty();
  }

  @Test
  void whatWasWrittenIsOnTheShelfAtOnce() {
    Facts facts = open();
    assertThat(facts.put(fact("a", "1"))).isEqualTo(DONE);
    assertThat(facts.shelf("key").facts()).containsExactly(Map.entry("a", fact("a", "1")));
  }

  @Test
  void laterFactReplacesEarlierOneInItsPlace() {
    Facts facts = open();
    facts.put(fact("a", "1"));
    facts.put(fact("b", "1"));
    assertThat(facts.put(new Fact("key", "a", Map.of("other", "2")))).isEqualTo(DONE);

    assertThat(names(facts)).containsExactly("a", "b");
    assertThat(facts.shelf("key").facts())
        .containsEntry("a", new Fact("key", "a", Map.of("other", "2")));
  }

  @Test
  void nameIsAddedOnceAndRemovedOnce() {
    Facts facts = open();
    assertThat(facts.add(fact("a", "1"))).isEqualTo(DONE);
    assertThat(facts.add(fact("a", "1"))).isEqualTo(UNMET);
    assertThat(facts.add(fact("a", "2"))).isEqualTo(UNMET);
    assertThat(facts.shelf("key").facts()).containsEntry("a", fact("a", "1"));
    assertThat(facts.remove("key", "a")).isEqualTo(DONE);
    assertThat(facts.remove("key", "a")).isEqualTo(UNMET);
    assertThat(facts.remove("other", "a")).isEqualTo(UNMET);
    assertThat(names(facts)).isEmpty();
    assertThat(facts.add(fact("a", "3"))).isEqualTo(DONE);
    assertThat(facts.shelf("key").facts()).containsEntry("a", fact("a", "3"));
  }

  @Test
  void factsAreInTheOrderInWhichTheyCame() {
    Facts facts = open();
    List.of("m", "a", "z", "b").forEach(name -> facts.add(fact(name, "1")));
    facts.remove("key", "a");
    facts.add(fact("a", "2"));
    facts.put(fact("m", "2"));

    assertThat(names(facts)).containsExactly("m", "z", "b", "a");
    assertThat(names(open())).containsExactly("m", "z", "b", "a");
  }

  @Test
  void orderOfWhatAnotherWroteIsTheSame() {
    Facts one = open();
    Facts other = open();
    one.add(fact("a", "1"));
    one.add(fact("b", "1"));
    assertThat(seen(other)).hasSize(2);
    one.remove("key", "a");
    one.add(fact("a", "2"));
    other.add(fact("c", "1"));
    one.put(fact("b", "2"));

    assertThat(seen(other).keySet()).containsExactly("b", "a", "c");
    assertThat(seen(one).keySet()).containsExactly("b", "a", "c");
  }

  @Test
  void kindsAreApart() {
    Facts facts = open();
    facts.put(new Fact("key", "a", Map.of("x", "1")));
    long version = facts.shelf("key").version();
    facts.put(new Fact("block", "a", Map.of("x", "2")));

    assertThat(facts.shelf("key").version()).isEqualTo(version);
    assertThat(facts.remove("key", "a")).isEqualTo(DONE);
    assertThat(facts.shelf("key").facts()).isEmpty();
    assertThat(facts.shelf("block").facts().get("a")).isNotNull();
  }

  @Test
  void versionGrowsWithEveryChangeWhoeverMadeIt() {
    Facts one = open();
    Facts other = open();
    long before = one.shelf("key").version();
    for (int i = 0; i < 4; i++) {
      Facts writer = i % 2 == 0 ? one : other;
      switch (i) {
        case 0, 1, 2 -> writer.put(fact("a", "v" + i));
        default -> writer.remove("key", "a");
      }
      one.freshenNow();
      assertThat(one.shelf("key").version()).isGreaterThan(before);
      before = one.shelf("key").version();
    }
  }

  @Test
  void lookThatFindsNothingNewChangesNoVersion() {
    Facts facts = open();
    facts.put(fact("a", "1"));
    long version = facts.shelf("key").version();
    Shelf shelf = facts.shelf("key");
    facts.freshenNow();
    ticker.advance(A_MOMENT);
    facts.freshen();
    facts.freshenNow();
    assertThat(facts.shelf("key").version()).isEqualTo(version);
    assertThat(facts.shelf("key").facts()).isEqualTo(shelf.facts());
  }

  @Test
  void shelfInHandNeverChanges() {
    Facts facts = open();
    facts.put(fact("a", "1"));
    Shelf shelf = facts.shelf("key");
    facts.put(fact("a", "2"));
    facts.put(fact("b", "1"));
    assertThat(shelf.facts()).containsExactly(Map.entry("a", fact("a", "1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b=c%\n\0", "größe/日本", "%20", "=", "'; drop table fact; --", "\uD83D\uDE00", "-", ":",
            "{}",
        "a/b/c", " ", "\t", "\"", "\\", "NULL", "*", "[a]", "\u2028"
      })
  void oddNamesAndValuesAreKept(String odd) {
    var strange =
        new Fact(
            odd, odd, Map.of(odd, odd, "empty", "", "f=1", "=%20 \r\n\u2028🙂", "ü", "\0 \u0001"));
    assertThat(open().put(strange)).isEqualTo(DONE);
    open().put(new Fact(odd, odd + odd, Map.of()));

    Facts facts = open();
    assertThat(facts.shelf(odd).facts())
        .containsExactly(
            Map.entry(odd, strange), Map.entry(odd + odd, new Fact(odd, odd + odd, Map.of())));
    assertThat(facts.remove(odd, odd)).isEqualTo(DONE);
    assertThat(open().shelf(odd).facts()).containsOnlyKeys(odd + odd);
  }

  @Test
  void longNamesAndValuesAreKept() {
    var big = fact("n".repeat(5_000), "ö".repeat(200_000));
    assertThat(open().put(big)).isEqualTo(DONE);
    assertThat(open().shelf("key").facts()).containsEntry("n".repeat(5_000), big);
  }

  @Test
  void namesThatDifferInCaseOrFormAreTwo() {
    Facts facts = open();
    List.of("a", "A", "ä", "a\u0308")
        .forEach(name -> assertThat(facts.add(fact(name, ""))).isEqualTo(DONE));
    assertThat(names(open())).containsExactly("a", "A", "ä", "a\u0308");
  }

  @Test
  void anotherProcessIsHeardWithoutBeingAskedMuch() {
    Facts router = open();
    Facts cli = open();
    cli.add(fact("a", "1"));
    untilNames(router, List.of("a"));
    cli.put(fact("a", "2"));
    cli.add(fact("b", "1"));
    untilNames(router, List.of("a", "b"));
    assertThat(router.shelf("key").facts()).containsEntry("a", fact("a", "2"));
    cli.remove("key", "a");
    untilNames(router, List.of("b"));
  }

  /// An engine may look with a thread of its own, so the look may be over a little later.
  private void untilNames(Facts facts, List<String> expected) {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!names(facts).equals(expected) && System.nanoTime() < deadline) {
      ticker.advance(A_MOMENT);
      facts.freshen();
      Thread.onSpinWait();
    }
    assertThat(names(facts)).isEqualTo(expected);
  }

  @Test
  void lookOnDemandDoesNotWaitForTheTicker() {
    Facts router = open();
    open().add(fact("a", "1"));
    assertThat(seen(router)).containsOnlyKeys("a");
  }

  @Test
  void conditionHoldsForWhatOthersWroteTooWithoutALook() {
    Facts one = open();
    Facts two = open();
    one.add(fact("a", "1"));
    assertThat(two.add(fact("a", "2"))).isEqualTo(UNMET);
    assertThat(two.remove("key", "a")).isEqualTo(DONE);
    assertThat(one.remove("key", "a")).isEqualTo(UNMET);
    assertThat(one.add(fact("a", "3"))).isEqualTo(DONE);
    assertThat(seen(two)).containsExactly(Map.entry("a", fact("a", "3")));
  }

  @Test
  void factsOutliveTheProcess() {
    Facts facts = open();
    facts.put(fact("a", "1"));
    facts.put(fact("b", "1"));
    facts.put(fact("a", "2"));
    facts.remove("key", "b");
    facts.put(new Fact("block", "c", Map.of("x", "y")));
    close();

    Facts again = open();
    assertThat(again.shelf("key").facts()).containsExactly(Map.entry("a", fact("a", "2")));
    assertThat(again.shelf("block").facts()).containsOnlyKeys("c");
    assertThat(again.add(fact("a", "3"))).isEqualTo(UNMET);
  }

  @Test
  void ofManyWhoAddTheSameNameOneSucceeds() throws InterruptedException {
    Facts one = open();
    Facts other = open();
    var added = new AtomicInteger();
    together(
        100,
        i -> {
          if ((i % 2 == 0 ? one : other).add(fact("a", "by " + i)).equals(DONE)) {
            added.incrementAndGet();
          }
        });
    assertThat(added).hasValue(1);
    assertThat(seen(one)).hasSize(1).isEqualTo(seen(other));
  }

  @Test
  void manyWritersLoseNothing() throws InterruptedException {
    Facts one = open();
    Facts other = open();
    together(
        100,
        i -> {
          Facts facts = i % 2 == 0 ? one : other;
          assertThat(facts.add(fact("n" + i, "1"))).isEqualTo(DONE);
          assertThat(facts.put(fact("n" + i, "2"))).isEqualTo(DONE);
          assertThat(facts.shelf("key").facts()).containsEntry("n" + i, fact("n" + i, "2"));
        });
    assertThat(seen(one)).hasSize(100).isEqualTo(seen(other));
    close();
    assertThat(open().shelf("key").facts()).hasSize(100);
  }

  private static void together(int threads, Each each) throws InterruptedException {
    var go = new CountDownLatch(1);
    var wrong = new ArrayList<Throwable>();
    var running = new ArrayList<Thread>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      running.add(
          Threads.virtual(
              "writer",
              () -> {
                try {
                  go.await();
                  each.run(number);
                } catch (InterruptedException | AssertionError e) {
                  synchronized (wrong) {
                    wrong.add(e);
                  }
                }
              }));
    }
    go.countDown();
    for (Thread thread : running) {
      thread.join();
    }
    assertThat(wrong).isEmpty();
  }

  private interface Each {
    void run(int number);
  }

  @Test
  void interruptedWriterStillWritesAndStaysInterrupted() {
    Facts facts = open();
    Thread.currentThread().interrupt();
    assertThat(facts.add(fact("a", "1"))).isEqualTo(DONE);
    facts.freshenNow();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(names(open())).containsExactly("a");
  }

  /// Two at a time and now and then a new life, beside what must be so.
  @Test
  void walkAtRandomIsAsInTheBook() {
    for (long seed = 0; seed < 40; seed++) {
      var random = new Random(seed);
      String kind = "kind " + seed;
      var book = new LinkedHashMap<String, Fact>();
      Facts[] openings = {open(), open()};
      for (int step = 0; step < 40; step++) {
        Facts facts = openings[random.nextInt(2)];
        String name = "n" + random.nextInt(5);
        var next = new Fact(kind, name, new HashMap<>(Map.of("v", seed + " " + step)));
        boolean known = book.containsKey(name);
        switch (random.nextInt(3)) {
          case 0 -> {
            assertThat(facts.put(next)).isEqualTo(DONE);
            book.put(name, next);
          }
          case 1 -> {
            assertThat(facts.add(next)).isEqualTo(known ? UNMET : DONE);
            book.putIfAbsent(name, next);
          }
          default -> {
            assertThat(facts.remove(kind, name)).isEqualTo(known ? DONE : UNMET);
            book.remove(name);
          }
        }
        if (random.nextInt(4) == 0) {
          Facts reader = openings[random.nextInt(2)];
          reader.freshenNow();
          assertThat(List.copyOf(reader.shelf(kind).facts().values()))
              .describedAs("seed %d, step %d", seed, step)
              .isEqualTo(List.copyOf(book.values()));
        }
      }
      if (seed % 8 == 7) {
        close();
        assertThat(List.copyOf(open().shelf(kind).facts().values()))
            .isEqualTo(List.copyOf(book.values()));
      }
    }
  }
}
