package dev.homeport.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Authority;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RealRedis;
import dev.homeport.fake.Told;
import dev.homeport.lifecycle.Threads;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts.Written;
import dev.homeport.store.State.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Who is let in, who is not, and what a person is told.
@ExtendWith(LeakCheck.class)
class RedisDoorTest {
  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final Told told = new Told();

  @TempDir Path folder = Path.of("");

  private String refused(String url) {
    return Opening.refused(url, ticker, wall, told);
  }

  /// Writes over this address, and says where that was.
  private Standing worked(String url, @Nullable SSLSocketFactory trust) {
    RedisState state =
        switch (RedisState.open(url, trust, ticker, wall, told, null)) {
          case RedisState.Opened.Open(RedisState open) -> open;
          case RedisState.Opened.Failed(String why) -> throw new AssertionError(why);
        };
    try {
      assertThat(state.facts().put(new Fact("key", "a", Map.of()))).isEqualTo(new Written.Done());
      return state.standing();
    } finally {
      Opening.stop(state);
    }
  }

  private static String login(RealRedis redis, String login) {
    return "redis://" + login + "@127.0.0.1:" + redis.port() + "/0?patience=9000ms";
  }

  @Test
  void passwordOpensAndNoneOrAWrongOneDoesNot() {
    try (RealRedis redis = RealRedis.start(folder, "--requirepass", "p@ss:w/rd")) {
      assertThat(worked(login(redis, ":p%40ss:w%2Frd"), null))
          .isEqualTo(new Standing("redis", redis.url() + "/0", null, null));
      assertThat(refused(login(redis, ":wrong-one")))
          .contains("refuses the user and password in state.url", redis.url())
          .doesNotContain("wrong-one");
      assertThat(refused(redis.url())).contains("wants a password");
      assertThat(told.events().toString()).doesNotContain("p@ss", "wrong-one");
    }
  }

  @Test
  void userOfItsOwnIsLetInForWhatItMay() {
    try (RealRedis redis = RealRedis.start(folder)) {
      redis.say("ACL", "SETUSER", "homeport", "on", ">se cret", "~homeport:*", "&*", "+@all");
      redis.say("ACL", "SETUSER", "looker", "on", ">se cret", "~*", "&*", "+ping", "+get");
      assertThat(worked(login(redis, "homeport:se%20cret"), null).trouble()).isNull();
      assertThat(refused(login(redis, "looker:se%20cret"))).contains("may not do what Homeport");
      assertThat(refused(login(redis, "nobody:se%20cret"))).contains("refuses the user");
    }
  }

  @Test
  void databaseAndPasswordThatAreNotThereAreNamed() {
    try (RealRedis redis = RealRedis.start(folder)) {
      assertThat(worked(redis.url() + "/15?patience=9000ms", null).where()).endsWith("/15");
      assertThat(redis.say("DBSIZE")).isEqualTo("0");
      assertThat(refused(redis.url() + "/16")).contains("no such database");
      assertThat(refused(login(redis, ":needless"))).contains("it has no password");
      assertThat(refused("redis:/" + redis.url())).contains("state.url", "right is redis://");
    }
  }

  @Test
  void nobodyThereIsNoFailureButATrouble() {
    RedisState state =
        Opening.patient(
            "redis://user:secret@127.0.0.1:" + RealRedis.freePort(), ticker, wall, told, null);
    try {
      Standing standing = state.standing();
      assertThat(standing.trouble()).contains("nobody listens there", "may overspend");
      assertThat(standing.since()).isEqualTo(wall.now());
      assertThat(standing.where()).doesNotContain("secret");
      assertThat(state.facts().put(new Fact("key", "a", Map.of())))
          .isInstanceOfSatisfying(
              Written.Failed.class,
              it ->
                  assertThat(it.why())
                      .contains(
                          "is away since 2026-11-24T12:00:00Z: nobody listens there",
                          standing.where()));
      state.facts().freshenNow();
      assertThat(state.facts().shelf("key").facts()).isEmpty();
    } finally {
      Opening.stop(state);
    }
  }

  @Test
  void whoDoesNotSpeakTheProtocolIsNoRedis() throws Exception {
    try (var server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread web =
          Threads.virtual(
              "web",
              () -> {
                try (Socket socket = server.accept()) {
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                  socket.getInputStream().readAllBytes();
                } catch (IOException _) {
                  // It hung up, as it should.
                }
              });
      RedisState state =
          Opening.patient("redis://127.0.0.1:" + server.getLocalPort(), ticker, wall, told, null);
      assertThat(state.standing().trouble()).contains("this is no Redis");
      Opening.stop(state);
      web.join();
    }
  }

  @Test
  void wayIsEncryptedAndTheServerMustBeTheRightOne() throws Exception {
    var authority = new Authority(folder);
    for (Authority.Shown shown : List.of(Authority.Shown.GOOD, Authority.Shown.ELSEWHERE)) {
      try (RealRedis redis = RealRedis.start(folder, "--appendonly", "no");
          var door = new Door(authority.showing(shown), redis.port())) {
        if (shown == Authority.Shown.GOOD) {
          assertThat(worked(door.url(), authority.trust()).where())
              .startsWith("rediss://localhost:");
        } else {
          RedisState state =
              switch (RedisState.open(door.url(), authority.trust(), ticker, wall, told, null)) {
                case RedisState.Opened.Open(RedisState open) -> open;
                case RedisState.Opened.Failed(String why) -> throw new AssertionError(why);
              };
          assertThat(state.standing().trouble()).contains("no encrypted way to it");
          Opening.stop(state);
        }
      }
    }
  }

  /// A door that is entered encrypted, and leads to the Redis within.
  private static final class Door implements AutoCloseable {
    private final ServerSocket front;
    private final Thread porter;

    private Door(SSLContext shown, int port) throws IOException {
      front =
          shown.getServerSocketFactory().createServerSocket(0, 9, InetAddress.getLoopbackAddress());
      porter = Threads.virtual("porter", () -> admit(front, port));
    }

    private String url() {
      return "rediss://localhost:" + front.getLocalPort() + "/0?patience=9000ms";
    }

    @Override
    public void close() throws IOException {
      front.close();
      try {
        porter.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /// Lets in whoever comes, and leads them to the Redis within.
  private static void admit(ServerSocket front, int port) {
    while (true) {
      try {
        Socket outer = front.accept();
        Socket inner = new Socket(InetAddress.getLoopbackAddress(), port);
        var _ = Threads.virtual("inwards", () -> pump(outer, inner));
        var _ = Threads.virtual("outwards", () -> pump(inner, outer));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException _) {
      // One end hung up, so that the other may go too.
    }
  }
}
