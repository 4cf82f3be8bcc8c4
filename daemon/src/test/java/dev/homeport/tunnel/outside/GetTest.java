package dev.homeport.tunnel.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LeakCheck;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rude: the small asker, and servers that end their answers in every way.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class GetTest {
  private static final String EARLY = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static Heard ask(RudeEdge.Manner manner, Duration limit)
      throws IOException, InterruptedException {
    try (var edge = RudeEdge.that(manner);
        var socket = new Socket()) {
      socket.connect(edge.address());
      return new Get("home.example", "/health", List.of("X-One: 1"))
          .ask(socket, socket, Deadline.in(limit, Ticker.system()));
    }
  }

  private static Heard ask(String answer) throws IOException, InterruptedException {
    return ask(RudeEdge.saying(_ -> answer), Duration.ofSeconds(5));
  }

  private static Answer answered(String answer) throws IOException, InterruptedException {
    return ask(answer) instanceof Heard.Answered(Answer came) ? came : fail(answer);
  }

  private static Answer fail(String answer) {
    throw new AssertionError("no answer: " + answer);
  }

  @Test
  void questionIsSaidOnceAndWhole() throws Exception {
    try (var edge = RudeEdge.that(RudeEdge.saying(_ -> RudeEdge.answer(204, "")));
        var socket = new Socket()) {
      socket.connect(edge.address());
      Heard _ =
          new Get("home.example:8443", "/health?nonce=abc", List.of("X-One: 1"))
              .ask(socket, socket, Deadline.in(Duration.ofSeconds(5), Ticker.system()));
      assertThat(edge.heads())
          .singleElement()
          .asString()
          .startsWith("GET /health?nonce=abc HTTP/1.1\r\nHost: home.example:8443\r\n")
          .contains("X-One: 1\r\n", "Connection: close\r\n", "Accept-Encoding: identity\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more",
        "HTTP/1.0 200 OK\r\n\r\nhello",
        "HTTP/1.1 200\r\n\r\nhello",
        "HTTP/1.1 200 OK\ncontent-length:5\n\nhello",
        "\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        EARLY + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        CHUNKED + "2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
        CHUNKED + "5\r\nhello\r\n0\r\nTrailer: 1\r\n\r\n",
      })
  void wholeAnswerIsWhole(String text) throws Exception {
    Answer answer = answered(text);
    assertThat(answer.end()).isEqualTo(Answer.End.WHOLE);
    assertThat(answer.body()).isEqualTo("hello");
    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: -6\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nhello",
        CHUNKED + "5\r\nhello\r\n",
        CHUNKED + "5\r\nhello",
        CHUNKED + "5\r\nhell",
        CHUNKED + "5\r\nhello!\r\n0\r\n\r\n",
        CHUNKED + "x\r\nhello\r\n0\r\n\r\n",
        CHUNKED + "-5\r\nhello\r\n0\r\n\r\n",
        CHUNKED,
      })
  void brokenOffAnswerIsCut(String text) throws Exception {
    assertThat(answered(text).end()).isEqualTo(Answer.End.CUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.6\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 099 X\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-",
        "\u0000\u0001\u0002\n",
      })
  void whatIsNoHttpIsGarbled(String text) throws Exception {
    assertThat(ask(text)).isInstanceOf(Heard.Garbled.class);
  }

  @Test
  void interimAnswersHaveAnEnd() throws Exception {
    assertThat(ask("HTTP/1.1 100 Continue\r\n\r\n".repeat(1000))).isInstanceOf(Heard.Garbled.class);
  }

  @Test
  void headIsReadToItsLimitOnly() throws Exception {
    assertThat(ask("HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(6000) + "\r\n"))
        .isEqualTo(new Heard.Garbled("a head of more than 32768 bytes"));
    assertThat(ask("HTTP/1.1 200 OK\r\na: " + "b".repeat(40_000) + "\r\n\r\n"))
        .isInstanceOf(Heard.Garbled.class);
    assertThat(answered("HTTP/1.1 204 OK\r\n" + "a: b\r\n".repeat(5000) + "\r\n").status())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({
    "65536, WHOLE",
    "65537, UNREAD",
    "1000000, UNREAD",
  })
  void bodyIsReadToItsLimitOnly(int size, Answer.End end) throws Exception {
    String body = "x".repeat(size);
    for (String text :
        List.of(
            "HTTP/1.1 200 OK\r\n\r\n" + body,
            RudeEdge.answer(200, body),
            CHUNKED + Integer.toHexString(size) + "\r\n" + body + "\r\n0\r\n\r\n")) {
      Answer answer = answered(text);
      assertThat(answer.end()).isEqualTo(end);
      assertThat(answer.body()).hasSize(Math.min(size, Get.LARGEST_BODY));
    }
  }

  @Test
  void endWithoutAByteIsNoAnswer() throws Exception {
    assertThat(ask("")).isInstanceOf(Heard.Ended.class);
    assertThat(ask(RudeEdge.resetting(), Duration.ofSeconds(5))).isInstanceOf(Heard.Broken.class);
  }

  @Test
  void whoTricklesForEverIsNotWaitedFor() throws Exception {
    long began = System.nanoTime();
    for (RudeEdge.Manner each :
        List.of(
            RudeEdge.silent(),
            RudeEdge.trickling("", "\n"),
            RudeEdge.trickling("HTTP/1.1 200 OK\r\n", "a"),
            RudeEdge.trickling(CHUNKED, "1\r\nx\r\n"),
            RudeEdge.trickling("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n", "x"))) {
      assertThat(ask(each, Duration.ofMillis(60))).isInstanceOf(Heard.Late.class);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void interruptEndsTheWaiting() throws Exception {
    var asking = new CountDownLatch(1);
    var ended = new ArrayBlockingQueue<Boolean>(1);
    try (var edge =
            RudeEdge.that(
                (socket, _) -> {
                  asking.countDown();
                  socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                });
        var socket = new Socket()) {
      socket.connect(edge.address());
      Thread asker =
          Threads.loop(
              "asker",
              () -> {
                try {
                  Heard _ =
                      new Get("x", "/", List.of())
                          .ask(socket, socket, Deadline.in(Duration.ofMinutes(1), Ticker.system()));
                  ended.add(false);
                } catch (InterruptedException e) {
                  ended.add(socket.isClosed());
                }
              });
      assertThat(asking.await(5, TimeUnit.SECONDS)).isTrue();
      asker.interrupt();
      assertThat(ended.poll(5, TimeUnit.SECONDS)).isTrue();
    }
  }
}
