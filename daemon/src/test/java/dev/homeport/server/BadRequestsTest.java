package dev.homeport.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Fault;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RudeServer;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.journal.Event.RequestEnded;
import dev.homeport.resilience.Gate;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rude: requests that are broken, or that mean one thing to one parser and another to the next.
/// Each gets an honest status in the dialect of its path and one line in the journal, and Ollama
/// never hears of it, nor of what was hidden in it.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class BadRequestsTest {
  /// What a smuggler hides: it would pass if it were a request of its own.
  private static final String HIDDEN =
      "GET /api/version HTTP/1.1\r\nHost: localhost\r\n" + FrontRig.KEY + "\r\n";

  private static final String CHUNKS = "0\r\n\r\n";
  private static final String ANTHROPIC = "{\"type\":\"error\",\"error\":{\"type\":\"";
  private static final String OPENAI = "{\"error\":{\"message\":\"";
  private static final String OLLAMA = "{\"error\":\"";

  /// A request that is refused.
  record Bad(String name, int status, String shape, String bytes) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Bad post(String name, int status, String path, String headers, String body) {
    return new Bad(
        name,
        status,
        path.startsWith("/v1/messages") ? ANTHROPIC : path.startsWith("/v1") ? OPENAI : OLLAMA,
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + FrontRig.KEY
            + headers
            + "\r\n"
            + body);
  }

  private static Bad chat(String name, int status, String headers, String body) {
    return post(name, status, "/api/chat", headers, body);
  }

  private static Bad get(String name, int status, String line, String headers) {
    return new Bad(name, status, OLLAMA, line + "\r\n" + headers + FrontRig.KEY + "\r\n");
  }

  static Stream<Bad> smugglers() {
    String te = "Transfer-Encoding: chunked\r\n";
    String hidden = "Content-Length: " + HIDDEN.length() + "\r\n";
    return Stream.of(
        chat("two lengths", 400, "Content-Length: 0\r\n" + hidden, HIDDEN),
        chat("the same length twice", 400, hidden + hidden, HIDDEN),
        chat("a list of lengths", 400, "Content-Length: 0, 0\r\n", HIDDEN),
        chat("a length with a plus", 400, "Content-Length: +" + HIDDEN.length() + "\r\n", HIDDEN),
        chat("a length below zero", 400, "Content-Length: -1\r\n", HIDDEN),
        chat("a length in hex", 400, "Content-Length: 0x10\r\n", HIDDEN),
        chat("length, then chunks", 400, hidden + te, CHUNKS + HIDDEN),
        chat("chunks, then length", 400, te + hidden, CHUNKS + HIDDEN),
        post("the same under /v1", 400, "/v1/chat/completions", te + hidden, CHUNKS + HIDDEN),
        post("the same in messages", 400, "/v1/messages", te + hidden, CHUNKS + HIDDEN),
        chat(
            "a coding before chunked",
            501,
            "Transfer-Encoding: gzip, chunked\r\n",
            CHUNKS + HIDDEN),
        chat("a coding that is none", 400, "Transfer-Encoding: xchunked\r\n", CHUNKS + HIDDEN),
        chat(
            "a coding after chunked", 400, "Transfer-Encoding: chunked, gzip\r\n", CHUNKS + HIDDEN),
        chat("chunked twice", 400, te + te, CHUNKS + HIDDEN),
        chat("identity", 400, "Transfer-Encoding: identity\r\n", HIDDEN),
        chat("chunked in quotes", 400, "Transfer-Encoding: \"chunked\"\r\n", CHUNKS + HIDDEN),
        chat(
            "chunked with a control", 400, "Transfer-Encoding: \u000bchunked\r\n", CHUNKS + HIDDEN),
        chat("blank before the colon", 400, "Transfer-Encoding : chunked\r\n", CHUNKS + HIDDEN),
        chat("folded header", 400, "Transfer-Encoding:\r\n chunked\r\n", CHUNKS + HIDDEN),
        chat("folded first header", 400, " X-A: b\r\n", HIDDEN),
        chat("NUL in a name", 400, "X-\u0000A: b\r\n", HIDDEN),
        chat("NUL in a value", 400, "X-A: \u0000b\r\n", HIDDEN),
        chat("blank in a name", 400, "X A: b\r\n", HIDDEN),
        chat("no colon", 400, "Nonsense\r\n", HIDDEN),
        chat("bare CR in a value", 400, "X-A: b\rX-B: c\r\n", HIDDEN),
        chat("broken chunk size", 400, te, "zz\r\n" + HIDDEN),
        chat("chunk size below zero", 400, te, "-1\r\n" + HIDDEN),
        chat("chunk size of many digits", 400, te, "fffffffffffffffff0\r\n" + HIDDEN),
        chat("chunk without its end", 400, te, "2\r\n{}XX" + HIDDEN));
  }

  static Stream<Bad> targets() {
    String host = "Host: localhost\r\n";
    String messages = "GET /v1/messages/../models HTTP/1.1";
    return Stream.of(
        get("no host", 400, "GET /api/tags HTTP/1.1", ""),
        get("two hosts", 400, "GET /api/tags HTTP/1.1", host + "Host: evil.example\r\n"),
        get("another host", 400, "GET http://evil.example/api/tags HTTP/1.1", host),
        get("an authority", 400, "CONNECT localhost:11434 HTTP/1.1", host),
        get("an authority for GET", 400, "GET localhost:11434 HTTP/1.1", host),
        get("a star", 400, "GET * HTTP/1.1", host),
        get("dots", 404, "GET /api/../api/tags HTTP/1.1", host),
        get("dots above the root", 400, "GET /../../etc/passwd HTTP/1.1", host),
        get("encoded dots", 404, "GET /api/%2e%2e/api/tags HTTP/1.1", host),
        get("dots encoded twice", 404, "GET /api/%252e%252e/tags HTTP/1.1", host),
        get("semicolon", 404, "GET /api/tags;x=1 HTTP/1.1", host),
        get("encoded semicolon", 404, "GET /api/tags%3bx HTTP/1.1", host),
        get("backslash", 404, "GET /api\\tags HTTP/1.1", host),
        get("encoded NUL", 400, "GET /api/tags%00 HTTP/1.1", host),
        get("encoded line", 404, "GET /api/tags%0d%0aX:%20y HTTP/1.1", host),
        get("broken escape", 400, "GET /api/%zz HTTP/1.1", host),
        get("blank in a path", 400, "GET /api/tags /x HTTP/1.1", host),
        new Bad("dots under /v1", 404, ANTHROPIC, messages + "\r\n" + host + "\r\n"),
        get("unknown method", 405, "BREW /api/tags HTTP/1.1", host),
        get("lower-case method", 405, "get /api/tags HTTP/1.1", host),
        get("long address", 414, "GET /" + "a".repeat(40_000) + " HTTP/1.1", host),
        get("a megabyte of header", 431, "GET /api/tags HTTP/1.1", host + big(1, 1 << 20)),
        get("a megabyte of headers", 431, "GET /api/tags HTTP/1.1", host + big(10_000, 100)),
        get("HTTP/2", 426, "PRI * HTTP/2.0", "\r\nSM\r\n\r\n"),
        get("HTTP/3", 505, "GET /api/tags HTTP/3.0", host),
        get("no version", 505, "GET /api/tags", host),
        get("expects what nobody does", 417, "GET /api/tags HTTP/1.1", host + "Expect: tea\r\n"),
        new Bad("a TLS hello", 400, OLLAMA, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000"),
        new Bad("rubbish", 400, OLLAMA, "hello, is this the mail server?\r\n\r\n"),
        new Bad("bytes", 400, OLLAMA, "\u0000\u00ff\u00fe\u0001\r\n\r\n"));
  }

  private static String big(int count, int size) {
    return ("X-Big: " + "x".repeat(size) + "\r\n").repeat(count);
  }

  static Stream<Bad> bodies() {
    return Stream.of(
        body("no JSON", 400, "/api/chat", "hello"),
        body("no JSON under /v1", 400, "/v1/chat/completions", "hello"),
        body("no JSON in messages", 400, "/v1/messages", "{\"model\":"),
        body("a hundred thousand deep", 400, "/api/chat", deep(100_000)),
        body("deep under /v1", 400, "/v1/responses", deep(100_000)),
        body("the last of equal keys", 403, "/api/chat", "{\"model\":\"m\",\"model\":\"m:cloud\"}"),
        body("another spelling", 403, "/api/chat", "{\"model\":\"m\",\"MODEL\":\"m:cloud\"}"));
  }

  private static Bad body(String name, int status, String path, String body) {
    Bad bad = post(name, status, path, "Content-Length: " + body.length() + "\r\n", body);
    return new Bad(name, status, bad.shape(), bad.bytes().replace(FrontRig.KEY, FrontRig.GUEST));
  }

  private static String deep(int levels) {
    return "{\"model\":\"m\",\"x\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
  }

  /// A request can be refused before all of it was sent, and its connection with it; the answer is
  /// there all the same.
  private static void sendAsFarAsItIsTaken(RawClient client, byte[] request) {
    try {
      client.send(request);
    } catch (UncheckedIOException _) {
      // What follows reads the answer, or fails.
    }
  }

  @ParameterizedTest
  @MethodSource({"smugglers", "targets", "bodies"})
  void badRequestIsRefusedInItsDialect(Bad bad) throws Exception {
    try (var upstream = RudeServer.playing(Fault.json("{}"));
        var rig = new FrontRig(upstream.uri())) {
      try (RawClient client = rig.client()) {
        sendAsFarAsItIsTaken(client, bad.bytes().getBytes(ISO_8859_1));
        Received answer = client.read();
        assertThat(answer.status()).isEqualTo(bad.status());
        assertThat(answer.end()).isEqualTo(End.WHOLE);
        assertThat(answer.text()).startsWith(bad.shape()).endsWith("}");
        assertThat(answer.header("Homeport-Instance")).contains("rig");
        assertThat(answer.header("X-Request-Id")).isPresent();
        RequestEnded ended = rig.ended();
        assertThat(ended.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(ended.status()).isEqualTo(bad.status());
        assertThat(ended.cause()).isNotBlank();
        if (answer.header("Connection").filter("close"::equals).isPresent()) {
          client.closed();
        }
      }
      assertNothingElseHappened(rig, upstream);
    }
  }

  /// A good request on a new connection is answered, and is all that Ollama ever heard.
  private static void assertNothingElseHappened(FrontRig rig, RudeServer upstream)
      throws InterruptedException {
    try (RawClient next = rig.client()) {
      Received answer = next.post("/api/chat", FrontRig.BODY, FrontRig.KEY, "X-Good: 1\r\n").read();
      assertThat(answer.end()).isIn(End.WHOLE, End.CUT);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(upstream.next().header("X-Good")).contains("1");
      assertThat(upstream.hasHeard()).isFalse();
      assertThat(rig.ended().route()).isEqualTo("/api/chat");
      assertThat(rig.hasEnded()).isFalse();
      assertThat(rig.gate().snapshot().running()).isZero();
      assertThat(rig.gate().snapshot().waiting()).isZero();
    }
  }

  static Stream<String> odd() {
    String host = "Host: localhost\r\n" + FrontRig.KEY;
    return Stream.of(
        "GET http://localhost/api/tags HTTP/1.1\r\n" + host,
        "GET /api%2ftags HTTP/1.1\r\n" + host,
        "GET /api/t%61gs HTTP/1.1\r\n" + host,
        "GET /api/tags?x=../../y HTTP/1.1\r\n" + host,
        "GET /api/tags HTTP/1.1\r\n"
            + host
            + "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\n",
        "GET /api/tags HTTP/1.1\r\n"
            + host
            + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n",
        "GET /api/tags HTTP/1.1\r\n" + host + "Content-Length: 0\r\n",
        "GET /api/tags HTTP/1.0\r\n" + FrontRig.KEY);
  }

  @ParameterizedTest
  @MethodSource("odd")
  void oddButHonestRequestReachesOllamaCleaned(String head) throws Exception {
    try (var upstream = RudeServer.playing(Fault.json("{}"));
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      Received answer = client.send(head + "\r\n").read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("{}");
      Heard heard = upstream.next();
      assertThat(heard.line()).isEqualTo("GET /api/tags HTTP/1.1");
      assertThat(heard.header("Host")).contains("localhost:11434");
      for (String name : List.of("Upgrade", "Connection", "HTTP2-Settings", "Authorization")) {
        assertThat(heard.headers(name)).isEmpty();
      }
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.ANSWERED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "image/png", "?"})
  void typeOfTheContentIsNobodysBusiness(String type) throws Exception {
    try (var upstream = RudeServer.playing(Fault.whole());
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      String head = "POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Type: " + type + "\r\n";
      String length = "Content-Length: " + FrontRig.BODY.length() + "\r\n";
      assertThat(client.send(head + length + FrontRig.KEY + "\r\n" + FrontRig.BODY).read().status())
          .isEqualTo(200);
      assertThat(upstream.next().text()).isEqualTo(FrontRig.BODY);
    }
  }

  @Test
  void chunkedBodyArrivesAsOneOfKnownLength() throws Exception {
    try (var upstream = RudeServer.playing(Fault.whole());
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      String head = "POST /api/chat HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n";
      String body = "5;ext=\"a\"\r\n" + FrontRig.BODY.substring(0, 5) + "\r\n";
      String rest = FrontRig.BODY.substring(5);
      client.send(head + FrontRig.KEY + "\r\n" + body + Integer.toHexString(rest.length()));
      client.send("\r\n" + rest + "\r\n0\r\nContent-Length: 7\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(200);
      Heard heard = upstream.next();
      assertThat(heard.text()).isEqualTo(FrontRig.BODY);
      assertThat(heard.headers("Transfer-Encoding")).isEmpty();
      assertThat(heard.headers("Content-Length"))
          .containsExactly(Integer.toString(FrontRig.BODY.length()));
    }
  }

  @Test
  void bareLineFeedsHideNothing() throws Exception {
    try (var upstream = RudeServer.playing(Fault.json("{}"));
        var rig = new FrontRig(upstream.uri())) {
      try (var client = rig.client()) {
        String head = "GET /api/tags HTTP/1.1\nHost: localhost\n" + FrontRig.KEY;
        Received answer = client.send(head + "X-A: b\nX-Good: 1\n\n").read();
        assertThat(answer.status()).isIn(200, 400);
        rig.ended();
        if (answer.status() == 200) {
          Heard heard = upstream.next();
          assertThat(heard.header("X-A")).contains("b");
          assertThat(heard.header("X-Good")).contains("1");
        }
      }
      assertNothingElseHappened(rig, upstream);
    }
  }

  @Test
  void nobodyWhoSaysNothingLeavesATrace() throws Exception {
    try (var upstream = RudeServer.playing(Fault.json("{}"));
        var rig = new FrontRig(upstream.uri())) {
      rig.client().close();
      rig.client().reset();
      try (var half = rig.client()) {
        half.halfClose();
        half.closed();
      }
      assertNothingElseHappened(rig, upstream);
    }
  }

  @Test
  void goodRequestsBehindGoodAndRefusedOnesAreAnsweredInOrder() throws Exception {
    try (var upstream = RudeServer.playing(Fault.json("{\"n\":1}"), Fault.json("{\"n\":2}"));
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      client.get("/api/tags", FrontRig.KEY).get("/nope").post("/api/chat", "no", FrontRig.KEY);
      client.get("/api/tags", FrontRig.KEY).get("/api/tags");
      assertThat(client.read().text()).isEqualTo("{\"n\":1}");
      assertThat(client.read().status()).isEqualTo(404);
      assertThat(client.read().status()).isEqualTo(400);
      assertThat(client.read().text()).isEqualTo("{\"n\":2}");
      assertThat(client.read().status()).isEqualTo(401);
      for (int i = 0; i < 5; i++) {
        rig.ended();
      }
      assertThat(rig.hasEnded()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/chat", "/v1/chat/completions", "/v1/messages"})
  void bodyThatIsTooLargeIsRefusedWhileItComes(String path) throws Exception {
    try (var upstream = RudeServer.playing(Fault.json("{}"));
        var rig = new FrontRig(upstream.uri())) {
      byte[] megabyte = "x".repeat(1 << 20).getBytes(ISO_8859_1);
      for (String framing :
          List.of("Content-Length: " + (34 << 20), "Transfer-Encoding: chunked")) {
        try (var client = rig.client()) {
          client.send(
              "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + FrontRig.KEY + framing + "\r\n\r\n");
          for (int i = 0; i < 34; i++) {
            boolean chunks = framing.startsWith("T");
            client.send(chunks ? "100000\r\n" : "").send(megabyte).send(chunks ? "\r\n" : "");
          }
          client.send(framing.startsWith("T") ? CHUNKS : "");
          assertThat(client.read().status()).isEqualTo(413);
          assertThat(rig.ended().cause()).isEqualTo("body too large");
        }
      }
      assertNothingElseHappened(rig, upstream);
    }
  }

  @Test
  void bodyThatIsTooLargeIsNotAskedFor() throws Exception {
    try (var upstream = RudeServer.playing(Fault.json("{}"));
        var rig = new FrontRig(upstream.uri())) {
      String expect = "Expect: 100-continue\r\nContent-Length: ";
      for (String key : List.of(FrontRig.KEY, "")) {
        try (var client = rig.client()) {
          client.send(
              "POST /api/chat HTTP/1.1\r\nHost: x\r\n" + key + expect + (34 << 20) + "\r\n\r\n");
          Received answer = client.read();
          assertThat(answer.interim()).isEmpty();
          assertThat(answer.status()).isEqualTo(key.isEmpty() ? 401 : 413);
          rig.ended();
        }
      }
      try (var client = rig.client()) {
        client.send("POST /api/chat HTTP/1.1\r\nHost: x\r\n" + FrontRig.KEY + "X-Good: 1\r\n");
        client.send(expect + FrontRig.BODY.length() + "\r\n\r\n");
        assertThat(client.head().status()).isEqualTo(100);
        assertThat(client.send(FrontRig.BODY).read().status()).isEqualTo(200);
        assertThat(upstream.next().headers("Expect")).isEmpty();
        rig.ended();
      }
      assertNothingElseHappened(rig, upstream);
    }
  }

  @Test
  void bodyThatStopsHalfWayIsNeverPassedOn() throws Exception {
    try (var upstream = RudeServer.playing(Fault.json("{}"));
        var rig = new FrontRig(upstream.uri())) {
      String head = "POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n" + FrontRig.KEY;
      for (Consumer<RawClient> way :
          List.<Consumer<RawClient>>of(RawClient::close, RawClient::reset, RawClient::halfClose)) {
        try (var client = rig.client()) {
          way.accept(client.send(head + "\r\n{\"model\":"));
          assertThat(rig.ended().outcome()).isEqualTo(Outcome.LEFT);
        }
      }
      assertNothingElseHappened(rig, upstream);
    }
  }

  @Test
  void headsAndBodiesThatNeverComeWholeAreGivenUp() throws Exception {
    var slow = FrontRig.doorRules(Duration.ofMillis(200));
    try (var upstream = RudeServer.playing(Fault.json("{}"));
        var rig =
            new FrontRig(upstream.uri(), new Gate.Limits(10, 10, Duration.ofMinutes(1)), slow)) {
      try (var head = rig.client();
          var body = rig.client();
          var messages = rig.client()) {
        head.send("GET /api/tags HTTP/1.1\r\nHost: x\r\nX-Slow: ");
        String start = " HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n" + FrontRig.KEY + "\r\n{";
        body.send("POST /api/chat" + start);
        messages.send("POST /v1/messages" + start);
        Received late = head.read();
        assertThat(late.status()).isEqualTo(408);
        head.closed();
        late = body.read();
        assertThat(late.status()).isEqualTo(408);
        assertThat(late.text()).startsWith(OLLAMA);
        body.closed();
        late = messages.read();
        assertThat(late.status()).isEqualTo(408);
        assertThat(late.text()).startsWith(ANTHROPIC);
        for (int i = 0; i < 3; i++) {
          RequestEnded ended = rig.ended();
          assertThat(ended.status()).isEqualTo(408);
          assertThat(ended.outcome()).isEqualTo(Outcome.REFUSED);
        }
      }
      assertNothingElseHappened(rig, upstream);
    }
  }

  @Test
  void oldHttpGetsNoChunks() throws Exception {
    try (var upstream = RudeServer.playing(Fault.whole());
        var rig = new FrontRig(upstream.uri());
        var client = rig.client()) {
      client.send("POST /api/chat HTTP/1.0\r\nContent-Length: " + FrontRig.BODY.length() + "\r\n");
      Received answer = client.send(FrontRig.KEY + "\r\n" + FrontRig.BODY).read();
      assertThat(answer.head().headers("Transfer-Encoding")).isEmpty();
      assertThat(answer.text()).isEqualTo(Fault.LINE + Fault.LINE + Fault.LAST);
      assertThat(answer.end()).isEqualTo(End.CLOSED);
    }
  }
}
