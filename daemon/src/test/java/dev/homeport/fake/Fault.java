package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A way in which an upstream misbehaves.
public sealed interface Fault extends Act {
  /// The head of a stream in chunks.
  String CHUNKED =
      "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";

  /// A line of a stream that goes on.
  String LINE =
      "{\"model\":\"m\",\"created_at\":\"2026-11-21T09:33:58Z\",\"message\":{\"role\":\"assistant\","
          + "\"content\":\"word \"},\"done\":false}\n";

  /// The line that ends a stream.
  String LAST =
      "{\"model\":\"m\",\"created_at\":\"2026-11-21T09:33:58Z\",\"message\":{\"role\":\"assistant\","
          + "\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}\n";

  /// Says these pieces and no more.
  record Says(String name, List<String> pieces, Duration between, After after) implements Fault {
    @Override
    public Iterator<Beat> beats() {
      return pieces.stream().map(piece -> new Beat(between, piece.getBytes(UTF_8))).iterator();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// Begins, and then says the same again and again until nobody takes it any more.
  record Pours(String name, String opening, String again) implements Fault {
    @Override
    public Iterator<Beat> beats() {
      byte[] more = again.getBytes(UTF_8);
      return Stream.concat(
              Stream.of(new Beat(Duration.ZERO, opening.getBytes(UTF_8))),
              Stream.generate(() -> new Beat(Duration.ZERO, more)))
          .iterator();
    }

    @Override
    public After after() {
      return After.HANGS;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// Begins, and then says the same again and again with a pause in front of each.
  record Drips(String name, String opening, String again, Duration between) implements Fault {
    @Override
    public Iterator<Beat> beats() {
      byte[] more = again.getBytes(UTF_8);
      return Stream.concat(
              Stream.of(new Beat(Duration.ZERO, opening.getBytes(UTF_8))),
              Stream.generate(() -> new Beat(between, more)))
          .iterator();
    }

    @Override
    public After after() {
      return After.HANGS;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// Does the same as another, but says first how the question stands, as a daemon of ours does.
  record Acknowledged(String standing, Act then) implements Fault {
    @Override
    public Iterator<Beat> beats() {
      String head = "HTTP/1.1 103 Early Hints\r\nHomeport-Ack: " + standing + "\r\n\r\n";
      Iterator<Beat> rest = then.beats();
      return Stream.concat(
              Stream.of(new Beat(Duration.ZERO, head.getBytes(UTF_8))),
              Stream.iterate(rest, Iterator::hasNext, same -> same).map(Iterator::next))
          .iterator();
    }

    @Override
    public After after() {
      return then.after();
    }

    @Override
    public String toString() {
      return standing + ", then " + then;
    }
  }

  /// Does the same as another, but does not read the request's body first.
  record Early(Fault then) implements Fault {
    @Override
    public Iterator<Beat> beats() {
      return then.beats();
    }

    @Override
    public After after() {
      return then.after();
    }

    @Override
    public boolean isEarly() {
      return true;
    }

    @Override
    public String toString() {
      return then + ", before the body was read";
    }
  }

  /// A chunk of a body in chunks.
  static String chunk(String text) {
    return Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n";
  }

  /// Pieces that come at once.
  static Says says(String name, After after, String... pieces) {
    return new Says(name, List.of(pieces), Duration.ZERO, after);
  }

  /// No fault at all: a whole stream, on a connection that stays.
  static Says whole() {
    return says(
        "a whole stream",
        After.STAYS,
        CHUNKED,
        chunk(LINE),
        chunk(LINE),
        chunk(LAST) + "0\r\n\r\n");
  }

  /// A whole answer of known length, on a connection that stays.
  static Says json(String body) {
    return says("a whole answer", After.STAYS, sized("200 OK", "application/json", body));
  }

  /// The same, but the connection is closed after it without a word in the head.
  static Says staleAfter(String body) {
    return says(
        "closes a kept connection", After.CLOSES, sized("200 OK", "application/json", body));
  }

  /// A head and a body of known length.
  static String sized(String status, String type, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: "
        + type
        + "\r\nContent-Length: "
        + body.getBytes(UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  /// Hangs, and does not even say that it is there.
  static Says mute() {
    return says("says nothing at all", After.HANGS);
  }

  static Says hangs() {
    return says("hangs before its head", After.HANGS);
  }

  static Says hangsInBody() {
    return says("hangs in its body", After.HANGS, CHUNKED, chunk(LINE));
  }

  static Says closesBeforeHead() {
    return says("closes before its head", After.CLOSES);
  }

  static Says closesInHead() {
    return says("closes in its head", After.CLOSES, "HTTP/1.1 200 OK\r\nContent-");
  }

  static Says closesAfterHead() {
    return says("closes after its head", After.CLOSES, CHUNKED);
  }

  static Says closesInBody() {
    return says("closes in its body", After.CLOSES, CHUNKED, chunk(LINE));
  }

  static Says closesInChunk() {
    return says("closes in a chunk", After.CLOSES, CHUNKED, chunk(LINE), "ff\r\n{\"model\"");
  }

  static Says resetsBeforeHead() {
    return says("resets before its head", After.RESETS);
  }

  static Says resetsInBody() {
    return says("resets in its body", After.RESETS, CHUNKED, chunk(LINE));
  }

  static Says garbage() {
    return says("sends garbage", After.CLOSES, "\u0016\u0003\u0001 this is not HTTP\r\n\r\n");
  }

  static Says htmlError() {
    String page = "<html><body><h1>500</h1>oops</body></html>";
    return says(
        "500 with a web page", After.STAYS, sized("500 Internal Server Error", "text/html", page));
  }

  static Pours endlessLine() {
    return new Pours("a line without end", "HTTP/1.1 200 OK\r\nX-Long: ", "x".repeat(8192));
  }

  static Pours endlessHeaders() {
    return new Pours(
        "headers without end", "HTTP/1.1 200 OK\r\n", ("X-More: " + "y".repeat(100) + "\r\n"));
  }

  static Pours endlessBody() {
    return new Pours("a body without end", CHUNKED, chunk(LINE));
  }

  static Says hugeHeader() {
    return says(
        "a header of one megabyte",
        After.STAYS,
        "HTTP/1.1 200 OK\r\nX-Huge: " + "z".repeat(1 << 20) + "\r\nContent-Length: 0\r\n\r\n");
  }

  static Says trailers() {
    return says(
        "trailers",
        After.STAYS,
        CHUNKED,
        chunk(LINE) + chunk(LAST) + "0\r\nX-Trailer: late\r\n\r\n");
  }

  static Says interim(int status) {
    return says(
        "an interim " + status,
        After.STAYS,
        "HTTP/1.1 " + status + " Interim\r\nX-Interim: yes\r\n\r\n",
        sized("200 OK", "application/json", "{}"));
  }

  static Says shortBody() {
    return says(
        "less than its length",
        After.CLOSES,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{}");
  }

  static Says longBody() {
    return says(
        "more than its length",
        After.STAYS,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}{}{}");
  }

  static Says brokenChunks() {
    return says("chunks that are none", After.CLOSES, CHUNKED, chunk(LINE), "zz\r\nwhat\r\n");
  }

  /// A byte at a time; the pause is what a second is in life.
  static Says drips(Duration between) {
    String all = CHUNKED + chunk(LINE) + chunk(LAST) + "0\r\n\r\n";
    return new Says(
        "a byte at a time",
        IntStream.range(0, all.length()).mapToObj(i -> all.substring(i, i + 1)).toList(),
        between,
        After.STAYS);
  }

  static Says unaskedGzip() {
    return says(
        "gzip nobody asked for",
        After.STAYS,
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\u001f??");
  }

  static Says cleanEndWithoutDone() {
    return says(
        "a clean end without done", After.STAYS, CHUNKED, chunk(LINE), chunk(LINE) + "0\r\n\r\n");
  }

  static Says doneFalse() {
    String body = LINE.strip();
    return says("done:false and no more", After.STAYS, sized("200 OK", "application/json", body));
  }

  static Says oldHttp() {
    return says(
        "HTTP/1.0 without a length",
        After.CLOSES,
        "HTTP/1.0 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n",
        LINE,
        LAST);
  }

  static Says noContent() {
    return says("204", After.STAYS, "HTTP/1.1 204 No Content\r\n\r\n");
  }

  /// The faults that break the framing of an answer after it has begun.
  static Stream<Fault> cuts() {
    return Stream.of(closesInBody(), closesInChunk(), resetsInBody(), brokenChunks(), shortBody());
  }

  /// The faults that only who reads the body can see: all is in order, except that the end is
  /// missing.
  static Stream<Fault> silentCuts() {
    return Stream.of(cleanEndWithoutDone(), doneFalse());
  }

  /// The faults after which there is no answer to pass on at all.
  static Stream<Fault> noAnswers() {
    return Stream.of(
        closesBeforeHead(), closesInHead(), resetsBeforeHead(), garbage(), closesAfterHead());
  }
}
