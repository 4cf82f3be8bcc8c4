package dev.homeport.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RealRedis;
import dev.homeport.store.Facts;
import dev.homeport.store.contract.FactsContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Facts in a real Redis.
@ExtendWith(LeakCheck.class)
class RedisFactsTest extends FactsContract {
  @TempDir static Path folder = Path.of("");
  private static @Nullable RealRedis server;

  private final List<RedisState> open = new ArrayList<>();

  @BeforeAll
  static void startRedis() {
    server = RealRedis.start(folder, "--appendfsync", "no");
  }

  @AfterAll
  static void stopRedis() {
    if (server != null) {
      server.close();
    }
  }

  private static RealRedis server() {
    if (server == null) {
      throw new AssertionError("not started");
    }
    return server;
  }

  @BeforeEach
  void emptyRedis() {
    server().say("FLUSHALL");
  }

  private RedisState state(String more) {
    RedisState state =
        Opening.patient(server().url() + "/0?patience=9000ms" + more, ticker, wall, told, null);
    open.add(state);
    return state;
  }

  @Override
  protected Facts open() {
    return state("").facts();
  }

  @Override
  protected void close() {
    open.forEach(Opening::stop);
    open.clear();
  }

  @Test
  void prefixesAreApart() {
    Facts one = open();
    Facts other = state("&prefix=other").facts();
    one.add(fact("a", "1"));
    assertThat(other.add(fact("a", "2"))).isEqualTo(DONE);
    one.freshenNow();
    assertThat(one.shelf("key").facts()).containsEntry("a", fact("a", "1"));
    assertThat(server().say("KEYS", "other:*").lines())
        .containsExactlyInAnyOrder("other:{state}:meta", "other:{state}:facts");
  }

  @Test
  void messageThatWasLostIsCaughtUpByTheNextLook() {
    RedisState reader = state("");
    Facts writer = open();
    writer.add(fact("a", "1"));
    server().say("CLIENT", "KILL", "TYPE", "pubsub");
    writer.add(fact("b", "1"));
    writer.put(fact("a", "2"));

    assertThat(reader.turn()).isPositive();
    assertThat(reader.facts().shelf("key").facts())
        .containsExactlyEntriesOf(writer.shelf("key").facts());
  }

  @Test
  void redisThatWasEmptiedIsNoticedAndTold() {
    RedisState reader = state("");
    reader.facts().add(fact("a", "1"));
    server().say("FLUSHALL");
    reader.facts().freshenNow();
    assertThat(names(reader.facts())).isEmpty();
    assertThat(told.events().toString()).contains("state replaced", "Redis was emptied");
  }

  @Test
  void olderStateIsNoticedAlthoughAsMuchWasWrittenSince() {
    RedisState reader = state("");
    reader.facts().add(fact("a", "1"));
    long version = reader.facts().shelf("key").version();
    // What a restored snapshot and somebody who went on from it look like: same number, other past.
    server().say("FLUSHALL");
    Facts stranger = open();
    stranger.add(fact("b", "1"));
    reader.facts().freshenNow();
    assertThat(names(reader.facts())).containsExactly("b");
    assertThat(reader.facts().shelf("key").version()).isGreaterThan(version);
  }

  @Test
  void stateOfANewerHomeportIsLeftAlone() {
    Facts before = open();
    before.add(fact("a", "1"));
    server().say("HSET", "homeport:{state}:meta", "format", "2");
    assertThat(before.add(fact("b", "1")))
        .isInstanceOfSatisfying(
            Facts.Written.Failed.class,
            it -> assertThat(it.why()).contains("written by a newer Homeport"));
    assertThat(Opening.refused(server().url(), ticker, wall, told))
        .contains("written by a newer Homeport", server().url());
  }

  @Test
  void strangersFieldsAreLeftOut() {
    Facts facts = open();
    facts.add(fact("a", "1"));
    for (String field : List.of("x", "3:key", "99:key:a", "0::a", "-1:a:b", "3:key:", ":")) {
      server().say("HSET", "homeport:{state}:facts", field, "1:v=1");
    }
    server().say("HSET", "homeport:{state}:facts", "3:key:b", "one:v=1");
    server().say("HSET", "homeport:{state}:facts", "3:key:c", "7:v=%zz");
    server().say("PUBLISH", "homeport:{state}:changes:0", "5 x y 3 ab");
    server().say("PUBLISH", "homeport:{state}:changes:0", "nonsense");
    assertThat(names(open())).containsExactly("a");
    assertThat(facts.add(fact("d", "1"))).isEqualTo(DONE);
  }
}
