package dev.homeport.store.redis;

import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RealRedis;
import dev.homeport.store.Tallies;
import dev.homeport.store.contract.SharedTalliesContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Tallies in a real Redis, by the time of the test.
@ExtendWith(LeakCheck.class)
class RedisTalliesTest extends SharedTalliesContract {
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

  @Override
  protected Tallies open() {
    RedisState state =
        Opening.patient(server().url() + "?patience=9000ms", ticker, wall, told, wall);
    open.add(state);
    return state.tallies();
  }

  @Override
  protected void catchUp() {
    open.forEach(RedisState::catchUp);
  }

  @Override
  protected void close() {
    open.forEach(Opening::stop);
    open.clear();
  }
}
