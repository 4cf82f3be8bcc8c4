package dev.homeport.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
class RealRedisTest {
  @TempDir Path folder = Path.of("");

  @Test
  void whatItAcknowledgedOutlivesAKill() {
    try (RealRedis redis = RealRedis.start(folder)) {
      assertThat(redis.say("SET", "a", "ä b")).isEqualTo("OK");
      redis.kill();
      redis.restart();
      assertThat(redis.say("GET", "a")).isEqualTo("ä b");
      redis.freeze();
      redis.thaw();
      assertThat(redis.say("MGET", "a", "b")).isEqualTo("ä b\n(nil)");
      redis.kill();
      redis.forget();
      redis.restart();
      assertThat(redis.say("GET", "a")).isEqualTo("(nil)");
    }
  }

  @Test
  void settingsAreItsOwn() {
    try (RealRedis redis = RealRedis.start(folder, "--requirepass", "secret")) {
      assertThat(redis.say("GET", "a")).startsWith("-NOAUTH");
      assertThat(redis.say(List.of(List.of("AUTH", "secret"), List.of("DBSIZE"))))
          .containsExactly("OK", "0");
    }
  }
}
