package dev.homeport.store.redis.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.store.redis.protocol.RedisAddress.Read;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
  private static RedisAddress good(String url) {
    return switch (RedisAddress.read(url)) {
      case Read.Good(RedisAddress address) -> address;
      case Read.Bad(String why) -> throw new AssertionError(why);
    };
  }

  private static String bad(String url) {
    return switch (RedisAddress.read(url)) {
      case Read.Good(RedisAddress address) -> throw new AssertionError(address.where());
      case Read.Bad(String why) -> why;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "redis://cache, redis://cache:6379/0",
    "redis://cache/, redis://cache:6379/0",
    "REDIS://127.0.0.1:7000/3, redis://127.0.0.1:7000/3",
    "rediss://cache.example.com:6380/15, rediss://cache.example.com:6380/15",
    "redis://[::1]:7000/1, redis://[::1]:7000/1",
    "redis://user:pass@[fe80::1]/1?prefix=x, redis://[fe80::1]:6379/1",
    "redis://:pa%40ss%2F@h:1/2, redis://h:1/2",
  })
  void addressIsShownWithoutCredentials(String url, String where) {
    RedisAddress address = good(url);
    assertThat(address.where()).isEqualTo(where);
    assertThat(address).hasToString(where);
  }

  @Test
  void credentialsAreDecoded() {
    RedisAddress address = good("redis://b%C3%B6b:p%3A%40+%2f@h");
    assertThat(address.user()).isEqualTo("böb");
    assertThat(address.password()).isEqualTo("p:@+/");
    assertThat(good("redis://:secret:2@h").password()).isEqualTo("secret:2");
    assertThat(good("redis://:secret@h").user()).isNull();
    assertThat(good("redis://@h").password()).isNull();
  }

  @Test
  void queryChangesPrefixAndPatience() {
    assertThat(good("redis://h").key("a")).isEqualTo("homeport:{state}:a");
    assertThat(good("redis://h?prefix=x").key("a")).isEqualTo("x:{state}:a");
    assertThat(good("redis://h/2?prefix=x:").channel()).isEqualTo("x:{state}:changes:2");
    assertThat(good("redis://h").patience()).isEqualTo(Duration.ofMillis(50));
    assertThat(good("redis://h?patience=400ms&prefix=y").patience())
        .isEqualTo(Duration.ofMillis(400));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "redis:",
        "redis://",
        "http://secret@h",
        "redis://secret@",
        "redis://secret@h",
        "redis://:secret@h:0",
        "redis://:secret@h:65536",
        "redis://:secret@h/one",
        "redis://:secret@h/65536",
        "redis://:secret@h/1/2",
        "redis://:secret@h#x",
        "redis://:secret%zz@h",
        "redis://:sec@ret@h/x",
        "redis://:secret@h?prefix=",
        "redis://:secret@h?prefix={x}",
        "redis://:secret@h?prefix=a%20b",
        "redis://:secret@h?patience=0ms",
        "redis://:secret@h?patience=5",
        "redis://:secret@h?secret=1",
        "redis://:secret@h?prefix=%zz",
        "redis://:secret@h h",
      })
  void whatIsNoneIsRefusedWithoutShowingIt(String url) {
    assertThat(bad(url)).isNotEmpty().doesNotContain("secret");
  }
}
