package dev.homeport.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.Tallies;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.contract.LastingTalliesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tallies that are noted in a folder. Each opening is a life of its own.
class KeptTalliesTest extends LastingTalliesContract {
  @TempDir Path temp = Path.of("");
  private final List<FolderState> states = new ArrayList<>();

  private FolderState state() {
    return switch (FolderState.open(temp.resolve("state"), ticker, wall, told)) {
      case FolderState.Opened.Open(FolderState state) -> {
        states.add(state);
        yield state;
      }
      case FolderState.Opened.Failed(String why) -> throw new AssertionError(why);
    };
  }

  @Override
  protected Tallies open() {
    return state().tallies();
  }

  @Override
  protected void close() {
    for (FolderState state : states) {
      try {
        state.stop();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    states.clear();
  }

  @Test
  void killLosesNoMoreThanTheMomentBetweenTwoWrites() {
    FolderState state = state();
    Tallies tallies = state.tallies();
    Pot pot = pot("month", 100L);
    tallies.settle(granted(tallies.reserve(List.of(pot), 50, 50, LEASE)), 40);
    granted(tallies.reserve(List.of(pot), 7, 7, LEASE));
    assertThat(state.kept().turn()).isEqualTo(Duration.ofHours(1));
    granted(tallies.reserve(List.of(pot), 5, 5, LEASE));
    assertThat(state.kept().turn()).isEqualTo(Duration.ofMillis(100));
    states.clear();

    assertThat(level(open(), pot)).isEqualTo(new Level(47, 0));
  }

  @Test
  void onlyWhatChangedIsWrittenAndWhatIsLongOverIsRemoved() {
    FolderState state = state();
    Tallies tallies = state.tallies();
    granted(tallies.reserve(List.of(pot("a", null)), 5, 5, LEASE));
    granted(tallies.reserve(List.of(pot("b", null)), 5, 5, LEASE));
    Duration _ = state.kept().turn();
    long version = state.facts().shelf("pot").version();
    pass(Duration.ofMillis(100));
    Duration _ = state.kept().turn();
    assertThat(state.facts().shelf("pot").version()).isEqualTo(version);
    assertThat(state.facts().shelf("pot").facts())
        .containsEntry("a", new Fact("pot", "a", Map.of("amount", "5", "over", over.toString())));

    pass(Duration.ofDays(40));
    Duration _ = state.kept().turn();
    assertThat(state.facts().shelf("pot").facts()).isEmpty();
  }

  @Test
  void loopWritesByItself() throws Exception {
    FolderState state = state();
    state.start();
    Pot pot = pot("month", 100L);
    granted(state.tallies().reserve(List.of(pot), 50, 50, LEASE));
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    Facts facts = state.facts();
    while (facts.shelf("pot").facts().isEmpty() && System.nanoTime() < deadline) {
      ticker.advance(Duration.ofMillis(100));
      Thread.onSpinWait();
    }
    assertThat(facts.shelf("pot").facts()).containsOnlyKeys("month");
  }

  @Test
  void diskThatRefusesIsShownAndWrittenLater() throws IOException {
    FolderState state = state();
    Files.writeString(temp.resolve("state"), "in the way");
    Pot pot = pot("month", 100L);
    granted(state.tallies().reserve(List.of(pot), 50, 50, LEASE));
    Instant since = wall.now();
    for (int i = 0; i < 3; i++) {
      assertThat(state.kept().turn()).isEqualTo(Duration.ofSeconds(5));
      pass(Duration.ofSeconds(5));
    }
    assertThat(state.standing().trouble()).contains("a file where a folder should be");
    assertThat(state.standing().since()).isEqualTo(since);
    assertThat(told.events()).hasSize(1);
    granted(state.tallies().reserve(List.of(pot), 30, 30, LEASE));

    Files.delete(temp.resolve("state"));
    assertThat(state.kept().turn()).isEqualTo(Duration.ofHours(1));
    assertThat(state.standing().trouble()).isNull();
    assertThat(told.events()).hasSize(2);
    states.clear();
    assertThat(level(open(), pot)).isEqualTo(new Level(80, 0));
  }

  @Test
  void brokenFactIsToldAndIgnored() {
    state().facts().put(new Fact("pot", "month", Map.of("amount", "many")));
    assertThat(level(open(), pot("month", 5L))).isEqualTo(new Level(0, 0));
    assertThat(told.events()).hasSize(1);
  }
}
