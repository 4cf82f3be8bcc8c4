package dev.homeport.relay;

import static dev.homeport.relay.Mishap.CRASH;
import static dev.homeport.relay.Mishap.END;
import static dev.homeport.relay.Mishap.always;
import static dev.homeport.relay.Mishap.answering;
import static dev.homeport.relay.Mishap.begun;
import static dev.homeport.relay.Mishap.head;
import static dev.homeport.relay.Mishap.opening;
import static dev.homeport.relay.Mishap.says;

import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Tongue;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What may happen to a question on the way and in the answer; what statuses say is in [Statuses].
final class Mishaps {
  private static final Duration DRIP = Duration.ofMillis(4);
  private static final Duration SLOWLY = Duration.ofMillis(120);
  private static final int SLOW_PIECES = 11;
  private static final Set<Cause> ENDED = Set.of(Cause.CUT, Cause.SEVERED);
  private static final Set<Cause> NO_HTTP = Set.of(Cause.GARBLED, Cause.SEVERED);
  private static final Set<Cause> STRANGE = Set.of(Cause.NONSENSE, Cause.CUT);
  private static final Set<Cause> LATE = Set.of(Cause.FIRST_TOKEN_TIMEOUT);
  private static final Set<Cause> STALLED = Set.of(Cause.STALL);
  private static final Set<Cause> FAILED = Set.of(Cause.SERVER);

  private Mishaps() {}

  private static Mishap next(String name, Set<Cause> causes, Mishap.Playing playing) {
    return Mishap.of(name, Course.NEXT, causes, playing);
  }

  private static Mishap breaks(String name, Set<Cause> causes, Mishap.Playing playing) {
    return Mishap.of(name, Course.BREAKS, causes, playing);
  }

  private static Mishap whole(String name, Mishap.Playing playing) {
    return Mishap.of(name, Course.WHOLE, Set.of(), playing);
  }

  /// Those in which there is no way to the provider.
  static Stream<Mishap> onTheWay() {
    Mishap.Playing good = (tongue, stream) -> Mishap.good(tongue, stream, "fine");
    Set<Cause> unsafe = Set.of(Cause.TLS);
    return Stream.of(
        next("refuses connections", Set.of(Cause.REFUSED), good).at(Site.REFUSING),
        next("takes no connection", Set.of(Cause.CONNECT_TIMEOUT), good).at(Site.FULL),
        next("has no address", Set.of(Cause.DNS), good).at(Site.UNNAMED),
        next("knows no TLS", unsafe, good).at(Site.PLAIN),
        next("has a certificate that expired", unsafe, good).at(Site.EXPIRED),
        next("has a certificate of another host", unsafe, good).at(Site.ELSEWHERE),
        next("has a certificate of nobody", unsafe, good).at(Site.STRANGERS),
        next("ends after a hello, as a dead Funnel", unsafe, good).at(Site.ENDS_AFTER_HELLO),
        next("is silent after a hello", Set.of(Cause.CONNECT_TIMEOUT, Cause.TLS), good)
            .at(Site.SILENT_AFTER_HELLO),
        whole("answers over TLS", good).at(Site.SECURE));
  }

  /// Those that happen before anything was said: somebody else may answer.
  static Stream<Mishap> beforeAnyContent() {
    return Stream.of(silences(), standings(), ends(), things()).flatMap(each -> each);
  }

  private static Stream<Mishap> silences() {
    return Stream.of(
            next("hangs before its head", LATE, always(Fault.hangs())),
            next(
                "silence after its head",
                LATE,
                (tongue, stream) -> says(tongue, stream, After.HANGS)),
            next(
                "silence after its opening",
                LATE,
                (tongue, stream) -> says(tongue, stream, After.HANGS, opening(tongue, stream))),
            next(
                "signs of life for ever",
                LATE,
                (tongue, stream) -> drips(tongue, stream, tongue.opening(), tongue.keepAlive())),
            next(
                "nothing in a frame for ever",
                LATE,
                (tongue, stream) -> drips(tongue, stream, tongue.opening(), tongue.token(""))),
            next(
                "its opening for ever",
                LATE,
                (tongue, stream) -> drips(tongue, stream, "", tongue.opening())))
        .map(each -> each.at(Site.HASTY));
  }

  private static Stream<Mishap> standings() {
    return Stream.of(
            next("says nothing, though it is a daemon", Set.of(Cause.ACK_TIMEOUT), stands(""))
                .at(Site.UNTOLD),
            next("is queued for ever", Set.of(Cause.QUEUE_TIMEOUT), stands("queued; position=2"))
                .at(Site.QUEUED),
            next("loads for ever", Set.of(Cause.LOADING_TIMEOUT), stands("loading"))
                .at(Site.LOADING))
        .map(each -> each.of(Family.DAEMON));
  }

  private static Mishap.Playing stands(String standing) {
    return always(
        standing.isEmpty() ? Fault.mute() : new Fault.Acknowledged(standing, Fault.hangs()));
  }

  private static Act drips(Tongue tongue, boolean stream, String opening, String again) {
    String more = stream ? again : " ";
    return new Fault.Drips(
        more,
        head(tongue, stream) + (opening.isEmpty() || !stream ? "" : Fault.chunk(opening)),
        Fault.chunk(more),
        DRIP);
  }

  private static Stream<Mishap> ends() {
    return Stream.of(
        next("closes before its head", Set.of(Cause.SEVERED), always(Fault.closesBeforeHead())),
        next("closes in its head", NO_HTTP, always(Fault.closesInHead())),
        next("resets before its head", Set.of(Cause.SEVERED), always(Fault.resetsBeforeHead())),
        next("no HTTP", NO_HTTP, always(Fault.garbage())),
        next("a head of a megabyte", Set.of(Cause.GARBLED), always(Fault.hugeHeader())),
        next("a header without end", Set.of(Cause.GARBLED), always(Fault.endlessLine())),
        next("headers without end", Set.of(Cause.GARBLED), always(Fault.endlessHeaders())),
        next(
            "closes after its head", ENDED, (tongue, stream) -> says(tongue, stream, After.CLOSES)),
        next(
            "closes after its opening",
            ENDED,
            (tongue, stream) -> says(tongue, stream, After.CLOSES, opening(tongue, stream))),
        next(
            "resets after its opening",
            ENDED,
            (tongue, stream) -> says(tongue, stream, After.RESETS, opening(tongue, stream))),
        next(
            "ends after its opening",
            STRANGE,
            (tongue, stream) -> says(tongue, stream, After.STAYS, opening(tongue, stream), END)),
        next(
            "a frame without end",
            Set.of(Cause.NONSENSE, Cause.GARBLED),
            (tongue, stream) ->
                new Fault.Pours(
                    "a frame without end",
                    head(tongue, stream) + Fault.chunk(endless(tongue, stream)),
                    Fault.chunk("x".repeat(1 << 18)))));
  }

  private static String endless(Tongue tongue, boolean stream) {
    String whole = stream ? tongue.token("x") : tongue.body("x");
    return whole.substring(0, whole.indexOf("\"x\"") + 2);
  }

  private static Stream<Mishap> things() {
    String page = "<html><body>https://openrouter.ai</body></html>";
    return Stream.of(
        next("a page", Set.of(Cause.NONSENSE), answering("200 OK", "text/html", page)),
        next(
            "a page that claims to be an answer",
            STRANGE,
            (tongue, stream) ->
                Fault.says("page", After.STAYS, Fault.sized("200 OK", tongue.type(stream), page))),
        next("text", STRANGE, answering("200 OK", "text/plain", "OK, foreign one")),
        next("nothing", STRANGE, answering("200 OK", "application/json", "")),
        next("an object of another shape", STRANGE, answering("200 OK", "application/json", "{}")),
        next(
            "no content",
            Set.of(Cause.NONSENSE, Cause.SERVER, Cause.CUT, Cause.EMPTY),
            always(Fault.noContent())),
        next(
            "somewhere else",
            Set.of(Cause.NONSENSE, Cause.SERVER),
            answering("302 Found\r\nLocation: http://127.0.0.1:1/foreign", "text/plain", "")),
        next(
            "gzip nobody asked for",
            STRANGE,
            (tongue, stream) -> Mishap.zipped(stream ? tongue.token("x") : tongue.body("x"))),
        next(
            "an error at once",
            FAILED,
            (tongue, stream) ->
                stream
                    ? says(tongue, true, After.STAYS, tongue.error(CRASH), END)
                    : Fault.json(tongue.refusal(CRASH))),
        next(
            "an error after its opening",
            FAILED,
            (tongue, stream) ->
                stream
                    ? says(tongue, true, After.STAYS, tongue.opening(), tongue.error(CRASH), END)
                    : Fault.json(tongue.refusal(CRASH))),
        next(
            "an error after its opening, and a good end",
            FAILED,
            (tongue, stream) ->
                stream
                    ? says(
                        tongue,
                        true,
                        After.STAYS,
                        tongue.opening(),
                        tongue.error(CRASH),
                        tongue.closing(),
                        END)
                    : Fault.json(tongue.refusal(CRASH))));
  }

  /// Those that happen after two words of a stream, or in the middle of a body: a stream cannot be
  /// answered by somebody else any more.
  static Stream<Mishap> amidContent() {
    return Stream.of(
        breaks("closes", ENDED, amid(After.CLOSES)),
        breaks("resets", ENDED, amid(After.RESETS)),
        breaks("stalls", STALLED, amid(After.HANGS)).at(Site.STRICT),
        breaks(
                "signs of life alone from then on",
                STALLED,
                (tongue, stream) -> alive(tongue, stream, ""))
            .at(Site.STRICT),
        breaks(
                "nothing in a frame from then on",
                STALLED,
                (tongue, stream) -> alive(tongue, stream, tongue.token("")))
            .at(Site.STRICT),
        breaks(
            "chunks that are none",
            NO_HTTP,
            (tongue, stream) -> junk(tongue, stream, After.CLOSES, "zz\r\nwhat\r\n")),
        breaks(
            "frames that are none",
            STRANGE,
            (tongue, stream) ->
                junk(tongue, stream, After.STAYS, Fault.chunk("\u0016 what?\n{{{\n\n") + END)),
        breaks(
            "ends without its end",
            STRANGE,
            (tongue, stream) -> junk(tongue, stream, After.STAYS, END)),
        breaks(
            "less than its length",
            ENDED,
            (tongue, stream) ->
                Fault.says(
                    "less than its length",
                    After.CLOSES,
                    "HTTP/1.1 200 OK\r\nContent-Type: "
                        + tongue.type(stream)
                        + "\r\nContent-Length: 100000\r\n\r\n"
                        + begun(tongue, stream))),
        breaks(
            "an error within",
            FAILED,
            (tongue, stream) ->
                stream
                    ? junk(tongue, true, After.STAYS, Fault.chunk(tongue.error(CRASH)) + END)
                    : Fault.json(tongue.refusal(CRASH))),
        breaks(
            "an error within, and a good end",
            FAILED,
            (tongue, stream) ->
                stream
                    ? junk(
                        tongue,
                        true,
                        After.STAYS,
                        Fault.chunk(tongue.error(CRASH) + tongue.closing()) + END)
                    : Fault.json(tongue.refusal(CRASH))),
        breaks(
            "says that it is not whole",
            STRANGE,
            (tongue, stream) ->
                stream
                    ? junk(tongue, true, After.STAYS, END)
                    : Fault.json(tongue.unfinished("One two"))));
  }

  private static Mishap.Playing amid(After after) {
    return (tongue, stream) -> says(tongue, stream, after, begun(tongue, stream));
  }

  private static Act alive(Tongue tongue, boolean stream, String frame) {
    String again = !stream ? " " : frame.isEmpty() ? tongue.keepAlive() : frame;
    return new Fault.Drips(
        again, head(tongue, stream) + Fault.chunk(begun(tongue, stream)), Fault.chunk(again), DRIP);
  }

  private static Act junk(Tongue tongue, boolean stream, After after, String junk) {
    return Fault.says(
        "junk", after, head(tongue, stream), Fault.chunk(begun(tongue, stream)), junk);
  }

  /// Those that are none: the answer is whole.
  static Stream<Mishap> harmless() {
    return Stream.of(
        whole("a good answer", (tongue, stream) -> Mishap.good(tongue, stream, "fine")),
        whole("a slow answer", Mishaps::slow).at(Site.FAIR),
        whole(
            "a byte at a time",
            (tongue, stream) -> {
              String all = all(tongue, stream);
              return new Fault.Says(
                  "bytes",
                  IntStream.range(0, all.length())
                      .mapToObj(at -> all.substring(at, at + 1))
                      .toList(),
                  Duration.ZERO,
                  After.STAYS);
            }),
        whole("closes after its end", ending(After.CLOSES)).at(Site.FAIR),
        whole("resets after its end", ending(After.RESETS)).at(Site.FAIR),
        whole("hangs after its end", ending(After.HANGS)).at(Site.FAIR),
        whole(
            "trailers",
            (tongue, stream) ->
                Fault.says(
                    "trailers",
                    After.STAYS,
                    head(tongue, stream)
                        + Fault.chunk(frames(tongue, stream))
                        + "0\r\nX-Foreign: 1\r\n\r\n")),
        whole("heads before its head", Mishaps::announced),
        whole("old HTTP", Mishaps::old),
        whole(
            "more than its length",
            (tongue, stream) -> {
              String body = frames(tongue, stream);
              return Fault.says(
                  "more", After.STAYS, Fault.sized("200 OK", tongue.type(stream), body) + "{}{}");
            }),
        whole("a frame of garbage", Mishaps::flawed),
        Mishap.of(
            "another type",
            Course.ANYBODYS,
            STRANGE,
            (tongue, stream) ->
                Fault.says(
                    "type",
                    After.STAYS,
                    Fault.sized("200 OK", "text/plain", frames(tongue, stream)))),
        Mishap.of(
            "no type",
            Course.ANYBODYS,
            STRANGE,
            (tongue, stream) ->
                Fault.says(
                    "type",
                    After.STAYS,
                    "HTTP/1.1 200 OK\r\nContent-Length: "
                        + frames(tongue, stream).length()
                        + "\r\n\r\n"
                        + frames(tongue, stream))),
        Mishap.of(
            "all at once, though a stream was asked for",
            Course.ANYBODYS,
            STRANGE,
            (tongue, _) -> Fault.json(tongue.body("fine"))));
  }

  private static Mishap.Playing ending(After after) {
    return (tongue, stream) ->
        stream
            ? says(tongue, true, after, frames(tongue, true))
            : Fault.says(
                "ends", after, Fault.sized("200 OK", tongue.type(false), frames(tongue, false)));
  }

  private static String frames(Tongue tongue, boolean stream) {
    return stream
        ? tongue.opening() + tongue.token("fine") + tongue.closing()
        : tongue.body("fine");
  }

  private static String all(Tongue tongue, boolean stream) {
    return head(tongue, stream) + Fault.chunk(frames(tongue, stream)) + END;
  }

  private static Act announced(Tongue tongue, boolean stream) {
    return Fault.says(
        "heads",
        After.STAYS,
        "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n",
        all(tongue, stream));
  }

  private static Act old(Tongue tongue, boolean stream) {
    return Fault.says(
        "old",
        After.CLOSES,
        "HTTP/1.0 200 OK\r\nContent-Type: " + tongue.type(stream) + "\r\n\r\n",
        frames(tongue, stream));
  }

  private static Act flawed(Tongue tongue, boolean stream) {
    return stream
        ? says(
            tongue,
            true,
            After.STAYS,
            tongue.opening(),
            tongue.token("fi"),
            tongue.token("lost").replace("\"", ""),
            tongue.token("ne"),
            tongue.closing(),
            END)
        : Mishap.good(tongue, false, "fine");
  }

  /// Longer than the longest silence that is allowed, in pieces that come in time.
  private static Act slow(Tongue tongue, boolean stream) {
    String all = frames(tongue, stream);
    if (!stream) {
      int step = all.length() / SLOW_PIECES + 1;
      return new Fault.Says(
          "slow",
          Stream.concat(
                  Stream.of(head(tongue, false)),
                  Stream.concat(
                      IntStream.iterate(0, at -> at < all.length(), at -> at + step)
                          .mapToObj(
                              at ->
                                  Fault.chunk(
                                      all.substring(at, Math.min(all.length(), at + step)))),
                      Stream.of(END)))
              .toList(),
          SLOWLY,
          After.STAYS);
    }
    return new Fault.Says(
        "slow",
        Stream.concat(
                Stream.of(head(tongue, true), Fault.chunk(tongue.opening())),
                Stream.concat(
                    IntStream.range(0, SLOW_PIECES)
                        .mapToObj(at -> Fault.chunk(tongue.token(at == 4 ? "fine" : " "))),
                    Stream.of(Fault.chunk(tongue.closing()) + END)))
            .toList(),
        SLOWLY,
        After.STAYS);
  }

  /// All that may happen, statuses too.
  static Stream<Mishap> all() {
    return Stream.of(onTheWay(), beforeAnyContent(), amidContent(), harmless(), Statuses.all())
        .flatMap(each -> each);
  }
}
