package dev.homeport.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.store.Fact;
import dev.homeport.store.redis.StoredFact.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A mirror that hears of changes twice, late, out of order or not at all.
class MirrorTest {
  private final Mirror mirror = new Mirror();

  /// What Redis holds.
  private LinkedHashMap<String, Fact> facts = new LinkedHashMap<>();

  private long revision;
  private String mark = "";

  /// A past to which Redis may be set back.
  private record Snapshot(LinkedHashMap<String, Fact> facts, long revision, String mark) {}

  private Change changed(Random random, int step) {
    String name = "n" + random.nextInt(5);
    boolean gone = facts.containsKey(name) && random.nextInt(3) == 0;
    Fact fact = new Fact("key", name, Map.of("v", "" + step));
    if (gone) {
      facts.remove(name);
    } else {
      facts.put(name, fact);
    }
    String before = mark;
    mark = "m" + step;
    return new Change(++revision, before, mark, new Field("key", name), gone ? null : fact);
  }

  private Mirror.Loaded load(Mirror.Seen asked) {
    return mirror.load(asked, revision, mark, List.copyOf(facts.values()));
  }

  private boolean isTrue() {
    return List.copyOf(mirror.shelf("key").facts().entrySet())
        .equals(List.copyOf(facts.entrySet()));
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsShownIsTrueOrKnownToBeBehind(long seed) {
    var random = new Random(seed);
    var onTheWay = new ArrayList<Change>();
    var pasts = new ArrayList<Snapshot>();
    boolean wasReplaced = false;
    long version = 0;
    for (int step = 0; step < 200; step++) {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> onTheWay.add(changed(random, step));
        case 3, 4, 5 -> {
          if (!onTheWay.isEmpty()) {
            boolean _ =
                mirror.follow(onTheWay.remove(random.nextInt(3) == 0 ? onTheWay.size() - 1 : 0));
          }
        }
        case 6 -> {
          if (!onTheWay.isEmpty() && random.nextBoolean()) {
            onTheWay.removeFirst();
          }
        }
        case 7 -> {
          Mirror.Seen asked = mirror.seen();
          Mirror.Loaded loaded = load(asked);
          assertThat(isTrue()).describedAs("seed %d, step %d", seed, step).isTrue();
          if (!wasReplaced) {
            assertThat(loaded).isEqualTo(Mirror.Loaded.SHOWN);
          }
          wasReplaced = false;
        }
        case 8 -> pasts.add(new Snapshot(new LinkedHashMap<>(facts), revision, mark));
        default -> {
          if (!pasts.isEmpty() && random.nextInt(10) == 0) {
            Snapshot past = pasts.remove(random.nextInt(pasts.size()));
            facts = past.facts;
            revision = past.revision;
            mark = past.mark;
            onTheWay.clear();
            wasReplaced = true;
          }
        }
      }
      Mirror.Seen seen = mirror.seen();
      if (!seen.isBehind() && seen.revision() == revision && seen.mark().equals(mark)) {
        assertThat(isTrue()).describedAs("seed %d, step %d", seed, step).isTrue();
      }
      assertThat(mirror.shelf("key").version()).isGreaterThanOrEqualTo(version);
      version = mirror.shelf("key").version();
    }
    boolean _ = load(mirror.seen()) == Mirror.Loaded.SHOWN;
    assertThat(isTrue()).isTrue();
  }
}
