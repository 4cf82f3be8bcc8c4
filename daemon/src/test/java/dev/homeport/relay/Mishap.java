package dev.homeport.relay;

import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Tongue;
import dev.homeport.upstream.Waits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// A way in which a provider gives no answer, in whatever API it speaks.
///
/// @param statuses what the client may be told where nobody else is asked
/// @param words what may be said of it in headers and logs
record Mishap(String name, Waits waits, Set<Integer> statuses, Set<String> words, Playing playing) {
  /// What no client may see of what providers say and are.
  static final List<String> SECRETS =
      List.of(
          "alice-smith",
          "sk-or-v1-",
          "sk-proj-",
          "org-Ab12Cd34Ef56",
          "ollama.com",
          "openrouter.ai",
          "http:",
          "https:",
          "foreign",
          "2f1c9b6e",
          "mac.tail1234.ts.net",
          "127.0.0.1",
          "req_011CSHoEeqs5C35K2UUqR7Fy");

  /// All of them, in what providers really say.
  static final String LIMIT =
      "you (alice-smith) have reached your session usage limit, upgrade for higher limits:"
          + " https://ollama.com/upgrade (ref: 2f1c9b6e-7a0d-4c55-9a55-0d6c3c1a2b3c)";

  static final String KEY =
      "Incorrect API key provided: sk-or-v1-abcdef0123456789abcdef. You can find your API key at"
          + " https://openrouter.ai/settings/keys for organization org-Ab12Cd34Ef56";

  static final String MONEY =
      "Insufficient credits of org-Ab12Cd34Ef56. Add more at https://openrouter.ai/settings/credits";

  static final String CRASH =
      "dial tcp 127.0.0.1:11434: upstream mac.tail1234.ts.net:443 failed, key sk-proj-Zz09-aaBB_11"
          + " of alice-smith@example.com";

  private static final Duration AGES = Duration.ofSeconds(20);
  static final Duration SOON = Duration.ofMillis(30);
  static final Waits PATIENT = Backend.waits(AGES, AGES, AGES);
  static final Waits HASTY = Backend.waits(SOON, AGES, SOON);
  static final Waits STRICT = Backend.waits(AGES, SOON, SOON);

  /// Makes the bytes of it.
  @FunctionalInterface
  interface Playing {
    Act act(Tongue tongue, boolean stream);
  }

  @Override
  public String toString() {
    return name;
  }

  private static Mishap of(String name, Set<Integer> statuses, Set<String> words, Playing playing) {
    return new Mishap(name, PATIENT, statuses, words, playing);
  }

  private Mishap within(Waits others) {
    return new Mishap(name, others, statuses, words, playing);
  }

  static String head(Tongue tongue, boolean stream) {
    return "HTTP/1.1 200 OK\r\nContent-Type: "
        + tongue.type(stream)
        + "\r\nX-Request-Id: req_011CSHoEeqs5C35K2UUqR7Fy\r\nServer: foreign\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n";
  }

  /// A good head and these frames, each in a chunk of its own.
  static Act says(Tongue tongue, boolean stream, After after, String... frames) {
    return Fault.says("frames", after, framed(tongue, stream, frames));
  }

  private static String[] framed(Tongue tongue, boolean stream, String... frames) {
    return Stream.concat(
            Stream.of(head(tongue, stream)),
            Arrays.stream(frames).filter(frame -> !frame.isEmpty()).map(Mishap::chunk))
        .toArray(String[]::new);
  }

  private static String chunk(String frame) {
    return frame.equals(END) ? END : Fault.chunk(frame);
  }

  /// The end of a body in chunks.
  static final String END = "0\r\n\r\n";

  /// The whole answer with these words.
  static Act good(Tongue tongue, boolean stream, String words) {
    return stream
        ? says(
            tongue, true, After.STAYS, tongue.opening(), tongue.token(words), tongue.closing(), END)
        : Fault.json(tongue.body(words));
  }

  private static Playing refusing(String status, String said) {
    return (tongue, _) ->
        Fault.says(
            said,
            After.STAYS,
            Fault.sized(
                status,
                "application/json",
                tongue.refusal(Integer.parseInt(status.substring(0, 3)), said)));
  }

  private static Playing answering(String status, String type, String body) {
    return (_, _) -> Fault.says(body, After.STAYS, Fault.sized(status, type, body));
  }

  private static Playing always(Act act) {
    return (_, _) -> act;
  }

  /// Those that happen before anything was said: somebody else may answer.
  static Stream<Mishap> beforeAnyContent() {
    Set<Integer> broken = Set.of(502);
    Set<Integer> failed = Set.of(503);
    Set<Integer> ill = Set.of(502, 503);
    Set<String> cut = Set.of("cut", "severed");
    Set<String> nonsense = Set.of("nonsense", "cut");
    return Stream.of(
        of("hangs before its head", Set.of(504), Set.of("timeout"), always(Fault.hangs()))
            .within(HASTY),
        of("closes before its head", broken, Set.of("severed"), always(Fault.closesBeforeHead())),
        of(
            "closes in its head",
            broken,
            Set.of("garbled", "severed"),
            always(Fault.closesInHead())),
        of("resets before its head", broken, Set.of("severed"), always(Fault.resetsBeforeHead())),
        of("no HTTP", broken, Set.of("garbled", "severed"), always(Fault.garbage())),
        of("a head of a megabyte", broken, Set.of("garbled"), always(Fault.hugeHeader())),
        of("500", failed, Set.of("server"), refusing("500 Oops", CRASH)),
        of("500 with a page", ill, Set.of("server", "nonsense"), always(Fault.htmlError())),
        of("500 with nothing", ill, Set.of("server", "nonsense"), answering("500 x", "", "")),
        of("502 with text", ill, Set.of("server"), answering("502 x", "text/plain", "bad gateway")),
        of("a limit", Set.of(429), Set.of("rate", "quota"), refusing("429 Too Many", LIMIT)),
        of("a bad key", broken, Set.of("key"), refusing("401 Unauthorized", KEY)),
        of("no money", broken, Set.of("credit"), refusing("402 Pay", MONEY)),
        of("forbidden", broken, Set.of("forbidden", "key"), refusing("403 No", "not for " + KEY)),
        of(
            "no such path",
            Set.of(404, 502),
            Set.of("nonsense", "no-model"),
            answering("404 Not Found", "text/plain", "404 page not found")),
        of(
            "somewhere else",
            ill,
            Set.of("nonsense", "server"),
            (_, _) ->
                Fault.says(
                    "moved",
                    After.STAYS,
                    Fault.sized(
                        "302 Found\r\nLocation: http://127.0.0.1:1/foreign", "text/plain", ""))),
        of(
            "a page",
            broken,
            Set.of("nonsense"),
            answering("200 OK", "text/html", "<html><body>https://openrouter.ai</body></html>")),
        of("text", broken, nonsense, answering("200 OK", "text/plain", "OK, foreign one")),
        of("nothing", broken, nonsense, answering("200 OK", "application/json", "")),
        of("204", ill, Set.of("nonsense", "server", "cut", "empty"), always(Fault.noContent())),
        of(
            "gzip nobody asked for",
            broken,
            nonsense,
            (tongue, stream) -> zipped(stream ? tongue.token("x") : tongue.body("x"))),
        of(
            "an error within",
            ill,
            Set.of("server"),
            (tongue, stream) ->
                stream
                    ? says(tongue, true, After.STAYS, tongue.opening(), tongue.error(CRASH), END)
                    : Fault.json(tongue.refusal(CRASH))),
        of(
                "silence after its opening",
                Set.of(504),
                Set.of("timeout"),
                (tongue, stream) -> says(tongue, stream, After.HANGS, opening(tongue, stream)))
            .within(HASTY),
        of(
            "closes after its opening",
            broken,
            cut,
            (tongue, stream) -> says(tongue, stream, After.CLOSES, opening(tongue, stream))),
        of(
            "resets after its opening",
            broken,
            cut,
            (tongue, stream) -> says(tongue, stream, After.RESETS, opening(tongue, stream))),
        of(
            "ends after its opening",
            broken,
            nonsense,
            (tongue, stream) -> says(tongue, stream, After.STAYS, opening(tongue, stream), END)));
  }

  private static String opening(Tongue tongue, boolean stream) {
    return stream ? tongue.opening() : tongue.body("half").substring(0, 30);
  }

  private static Act zipped(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bytes.size() + "\r\n\r\n";
    return Act.bytes(After.STAYS, head.getBytes(StandardCharsets.ISO_8859_1), bytes.toByteArray());
  }

  /// Those that happen after two words of a stream, or in the middle of a body: a stream cannot be
  /// answered by somebody else any more.
  static Stream<Mishap> amidContent() {
    Set<Integer> any = Set.of(502, 503, 504);
    return Stream.of(
        of("closes", any, Set.of("severed", "cut"), amid(After.CLOSES, "")),
        of("resets", any, Set.of("severed", "cut"), amid(After.RESETS, "")),
        of("stalls", any, Set.of("timeout"), amid(After.HANGS, "")).within(STRICT),
        of(
            "chunks that are none",
            any,
            Set.of("garbled", "severed"),
            (tongue, stream) ->
                Fault.says(
                    "broken chunks", After.CLOSES, broken(tongue, stream, "zz\r\nwhat\r\n"))),
        of("ends without its end", any, Set.of("cut", "nonsense"), amid(After.STAYS, END)),
        of(
            "an error within",
            any,
            Set.of("server"),
            (tongue, stream) ->
                stream
                    ? says(
                        tongue,
                        true,
                        After.STAYS,
                        tongue.opening(),
                        tongue.token("One"),
                        tongue.token(" two"),
                        tongue.error(CRASH),
                        END)
                    : Fault.json(tongue.refusal(CRASH))),
        of(
            "says that it is not whole",
            any,
            Set.of("cut", "nonsense"),
            (tongue, stream) ->
                stream
                    ? says(
                        tongue,
                        true,
                        After.STAYS,
                        tongue.opening(),
                        tongue.token("One"),
                        tongue.token(" two"),
                        END)
                    : Fault.json(tongue.unfinished("One two"))));
  }

  private static Playing amid(After after, String end) {
    return (tongue, stream) ->
        stream
            ? says(
                tongue,
                true,
                after,
                tongue.opening() + tongue.token("One") + tongue.token(" two"),
                end)
            : says(tongue, false, after, tongue.body("One two").substring(0, 60), end);
  }

  private static String[] broken(Tongue tongue, boolean stream, String junk) {
    String[] frames =
        stream
            ? framed(tongue, true, tongue.opening(), tongue.token("One"), tongue.token(" two"))
            : framed(tongue, false, tongue.body("One two").substring(0, 60));
    String[] all = Arrays.copyOf(frames, frames.length + 1);
    all[frames.length] = junk;
    return all;
  }
}
