package dev.homeport.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.access.route.Route;
import dev.homeport.access.route.RouteTable;
import dev.homeport.access.route.Target;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.Heard;
import dev.homeport.fake.InStep;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.Received.Field;
import dev.homeport.fake.Received.Head;
import dev.homeport.fake.Received.Piece;
import dev.homeport.fake.Recorded;
import dev.homeport.fake.RecordedAnswer;
import dev.homeport.fake.Recording;
import dev.homeport.fake.RudeServer;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.lifecycle.Threads;
import dev.homeport.wire.ModelName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: everything that was recorded of a real Ollama, played by a server in the pieces in which
/// it came, and asked for through the front by who asked for it then, with a key added.
///
/// Nothing is compared with a clock. The server plays in step with the client, so a piece that the
/// front holds back is never followed by another; and each end of a chunk must be the end of a
/// chunk at the client's, so none is merged with the next.
@Tag("rude")
@ExtendWith(LeakCheck.OfClass.class)
class RecordingsTest {
  private static final int AT_ONCE = 24;
  private static final Set<String> IN_FULL = Set.of("timing/thinking-late", "queue/leave-1-busy");
  private static final Pattern MODEL = Pattern.compile("\"(?:model|name)\": ?\"([^\"]+)\"");

  /// What is of one hop, of Ollama's own CORS, or said by us.
  private static final Set<String> NOT_PASSED =
      Set.of("connection", "transfer-encoding", "content-length", "date");

  private static final Set<String> OURS = Set.of("homeport-instance", "x-request-id");

  /// What we answer ourselves, with our status, by name.
  private static final List<Rule> REFUSED =
      List.of(
          new Rule(403, "unloading and pinning needs scope admin", "basics/load-chat-forever"),
          new Rule(403, "unloading needs scope admin", "basics/unload-.*|loading/slow-unload.*"),
          new Rule(403, "unloading needs scope admin", "(chat|generate)/keep-alive-0.*"),
          new Rule(403, "the prompt is shown to nobody", "(chat|generate)/debug-render-only"),
          new Rule(403, "cloud names need scope admin", "cloud/(off|on|unreachable)-(?!.*stub).*"),
          new Rule(403, "cloud names need scope admin, in a path too", "openai/model-cloud"),
          new Rule(403, "shift loads the model anew", "context/chat-one-long-shift-false"),
          new Rule(403, "num_ctx is above the limit", "context/num-ctx-huge"),
          new Rule(403, "/metrics is ours, and needs its scope", "errors/path-metrics"),
          new Rule(403, "no web page is listed", "nomodels/origins-.*"),
          new Rule(403, "no web page is listed", "security/origin-(?!same-host).*"),
          new Rule(403, "a preflight of no listed page", "security/preflight-(?!unknown-path).*"),
          new Rule(415, "an encoded body cannot be judged", "oddhttp/content-encoding-gzip"),
          new Rule(415, "an encoded body cannot be judged", "responses/zstd-request.*"),
          new Rule(400, "the policy reads JSON as strictly as Ollama", ".*invalid-json"),
          new Rule(
              400, "the policy reads JSON as strictly as Ollama", "oddhttp/pipelined-error-.*"),
          new Rule(
              400,
              "the policy reads JSON as strictly as Ollama",
              "oddjson/(bom|comment|control-char|deep-array|nan|single-quotes|trailing-comma"
                  + "|truncated-string)"),
          new Rule(404, "no such path", "anthropic/count-tokens|responses/get-by-id"),
          new Rule(404, "no such path", "errors/path-(?!metrics|api-blobs-sha256-1).*"),
          new Rule(404, "no such path", "oddhttp/(accept-html|expect-100-unknown-path|path-upper)"),
          new Rule(404, "dot segments and semicolons are no path", "oddhttp/(path|post)-dot.*"),
          new Rule(404, "dot segments and semicolons are no path", "oddhttp/path-semicolon"),
          new Rule(404, "a model in a path is one segment", "openai/model-namespace.*"),
          new Rule(404, "no such path, whoever asks", "security/.*-unknown-path"),
          new Rule(405, "our own words, the same status", "errors/method-.*|openai/model-delete"),
          new Rule(405, "our own words, the same status", "errors/path-api-blobs-sha256-1"),
          new Rule(405, "our own words, the same status", "manage/delete-post"),
          new Rule(405, "a method of nobody's", "oddhttp/(connect|lower-case-method|trace)"),
          new Rule(405, "OPTIONS without an origin is no preflight", "security/options-no-origin"),
          new Rule(307, "the slash redirects as Ollama makes them", "oddhttp/.*-double-slash"),
          new Rule(307, "the slash redirects as Ollama makes them", "oddhttp/post-.*trailing-.*"),
          new Rule(301, "the slash redirects as Ollama makes them", "oddhttp/path-trailing-slash"),
          new Rule(301, "the slash redirects as Ollama makes them", "oddhttp/path-encoded-.*-end"),
          new Rule(
              400, "one length, or chunks, and in plain digits", "oddhttp/(?!post-no).*-lengths?"),
          new Rule(400, "chunks are chunks", "oddhttp/bad-chunk"),
          new Rule(400, "no folded headers, no blank before a colon", "oddhttp/obs-fold"),
          new Rule(400, "no folded headers, no blank before a colon", "oddhttp/space-before-colon"),
          new Rule(400, "exactly one host", "oddhttp/http11-.*|security/host-empty"),
          new Rule(400, "the host of the target is the host", "oddhttp/path-absolute-form-evil"),
          new Rule(400, "no path", "oddhttp/path-(bad-escape|escape-root|nul|star)"),
          new Rule(400, "no HTTP", "oddhttp/(garbage|tls-hello)"),
          new Rule(417, "nothing but 100-continue is expected", "oddhttp/expect-other"),
          new Rule(426, "no HTTP/2", "oddhttp/http2-preface"),
          new Rule(501, "no transfer coding but chunked", "oddhttp/te-gzip"),
          new Rule(505, "no HTTP/3", "oddhttp/http3-version"));

  /// What Ollama ends as if it were whole: no terminal marker is in it.
  private static final List<Rule> CUT =
      List.of(
          new Rule(200, "an error line is no end", "cloud/stub-.*-mcut|faults/after-crash"),
          new Rule(200, "an error line is no end", "oddhttp/half-close-later-stream"),
          new Rule(
              200, "the engine broke off", "faults/(cut|exit|garbage)-(?!first)(?!.*nostream).*"),
          new Rule(200, "the engine fell silent", "faults/(silent-)?eof-.*"),
          new Rule(200, "the engine sent an error", "faults/error-(?!native-nostream).*"),
          new Rule(200, "a token came more than 30 times", "faults/repeat-(?!.*native).*"));

  /// What the client leaves before it ends.
  private static final List<Rule> LEFT =
      List.of(
          new Rule(200, "in the middle", "faults/(cancel-mid|hang-then).*"),
          new Rule(0, "before the answer", "faults/cancel-nostream|queue/leave-2-waiting"),
          new Rule(0, "before the answer", "loading/(leave-while-loading|half-close-while-queued)"),
          new Rule(0, "in the middle of its own body", "oddhttp/short-body-half-close"));

  /// The page that names the model and not its file.
  private static final List<Rule> SHOWN =
      List.of(
          new Rule(
              200, "the path of the blob is nobody's business", "basics/show-(?!stub|unknown).*"),
          new Rule(200, "the path of the blob is nobody's business", "loading/two-models-ps"));

  private static final Map<String, Exchange> EXCHANGES = new TreeMap<>();

  /// How many ended without a name of ours, because their heads could not be read.
  private static int nameless;

  /// Recordings that are no plain passage, and why.
  private record Rule(int status, String reason, Pattern names) {
    Rule(int status, String reason, String names) {
      this(status, reason, Pattern.compile(names));
    }

    boolean matches(Exchange exchange) {
      return names.matcher(exchange.name()).matches();
    }

    static Optional<Rule> of(List<Rule> rules, Exchange exchange) {
      return rules.stream().filter(rule -> rule.matches(exchange)).findFirst();
    }
  }

  /// One recording, and what became of it.
  private static final class Exchange {
    private final Recorded was;
    private final Recording recording;
    private final byte[] request;
    private final RecordedAnswer answer;
    private final InStep act;
    private final List<Event.RequestEnded> events = new ArrayList<>();
    private final CountDownLatch heard = new CountDownLatch(1);
    private @Nullable Received received;
    private @Nullable String trouble;

    Exchange(Recorded was) {
      this.was = was;
      Recording played = Recording.of(was.name());
      this.recording = IN_FULL.contains(was.name()) ? played.atFullLength() : played;
      this.request = first(recording.request());
      this.answer = RecordedAnswer.of(recording.response(), was.method());
      this.act = new InStep(recording, answer);
    }

    /// Of the three recordings with two requests the first; the second is a bare `GET` without a
    /// key, and pipelining has tests of its own.
    private byte[] first(byte[] sent) {
      int second = new String(sent, ISO_8859_1).lastIndexOf("GET /api/");
      boolean pipelined = name().startsWith("oddhttp/pipelined-");
      return pipelined ? Arrays.copyOf(sent, second) : sent;
    }

    String name() {
      return was.name();
    }

    String id() {
      return name().replace('/', ':');
    }

    boolean isAsked() {
      return heard.getCount() == 0;
    }

    Received got() {
      return Objects.requireNonNull(received, name());
    }

    @Override
    public String toString() {
      String is = received == null ? "nothing" : received.head().line() + " " + received.end();
      List<String> told =
          events.stream().map(event -> event.outcome() + " " + event.cause()).toList();
      return name() + ": was " + answer.status() + ", is " + is + " " + told + ", " + trouble;
    }
  }

  @BeforeAll
  @Timeout(50)
  static void playAll() throws Exception {
    Recorded.all().forEach(was -> EXCHANGES.put(was.name(), new Exchange(was)));
    try (var ollama = RudeServer.choosing(RecordingsTest::act);
        var rig = new FrontRig(ollama.uri())) {
      rig.gate().listLoaded(models(), System.nanoTime());
      var places = new Semaphore(AT_ONCE);
      var threads = new ArrayList<Thread>();
      for (Exchange exchange : EXCHANGES.values()) {
        places.acquire();
        threads.add(
            Threads.virtual(
                exchange.id(),
                () -> {
                  try {
                    play(exchange, rig);
                  } finally {
                    places.release();
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      for (int i = 0; i < EXCHANGES.size(); i++) {
        Event.RequestEnded ended = rig.ended();
        Exchange exchange = EXCHANGES.get(ended.id().replace(':', '/'));
        if (exchange == null) {
          nameless++;
        } else {
          exchange.events.add(ended);
        }
      }
      assertThat(rig.gate().snapshot().running()).isZero();
    }
  }

  private static InStep act(Heard heard) {
    Exchange exchange =
        heard.header("X-Recording").map(EXCHANGES::get).orElseThrow(AssertionError::new);
    exchange.heard.countDown();
    return exchange.act;
  }

  private static Set<String> models() {
    var models = new HashSet<String>();
    for (Exchange exchange : EXCHANGES.values()) {
      Matcher model = MODEL.matcher(new String(exchange.was.requestBody(), UTF_8));
      while (model.find()) {
        models.add(ModelName.normalised(model.group(1)));
      }
    }
    return models;
  }

  private static void play(Exchange exchange, FrontRig rig) {
    Optional<Rule> leaves = Rule.of(LEFT, exchange);
    try (RawClient client = rig.client()) {
      client.send(withKey(exchange));
      if (leaves.isEmpty() || leaves.get().status() == 200) {
        exchange.received = read(client, exchange, leaves.isPresent());
      } else if (exchange.name().startsWith("oddhttp/")) {
        client.halfClose();
        client.closed();
      } else {
        exchange.heard.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | AssertionError e) {
      exchange.trouble = e.toString();
    }
  }

  private static Received read(RawClient client, Exchange exchange, boolean leaves) {
    var interim = new ArrayList<Head>();
    Head head = client.head(exchange.was.method());
    while (head.status() < 200) {
      interim.add(head);
      head = client.head(exchange.was.method());
    }
    var pieces = new ArrayList<Piece>();
    int bytes = 0;
    while (!leaves || bytes < exchange.answer.body().length) {
      Optional<Piece> piece = client.piece();
      if (piece.isEmpty()) {
        break;
      }
      pieces.add(piece.get());
      bytes += piece.get().bytes().length;
      exchange.act.gained(piece.get().bytes().length);
    }
    return new Received(interim, head, pieces, List.of(), client.end());
  }

  /// The recorded request with headers of ours behind its first line.
  private static byte[] withKey(Exchange exchange) {
    String request = new String(exchange.request, ISO_8859_1);
    int end = request.indexOf('\n') + 1;
    if (end == 0) {
      return exchange.request;
    }
    Target target = RouteTable.DAEMON.resolve(exchange.was.method(), exchange.was.path(), null);
    boolean manages =
        target instanceof Target.Pass pass && pass.route().kind() == Route.Kind.MANAGEMENT;
    String ours =
        (manages ? FrontRig.KEY : FrontRig.GUEST)
            + "X-Recording: "
            + exchange.name()
            + "\r\nX-Request-Id: "
            + exchange.id()
            + "\r\n";
    return (request.substring(0, end) + ours + request.substring(end)).getBytes(ISO_8859_1);
  }

  private static Stream<Exchange> all() {
    return EXCHANGES.values().stream();
  }

  private static Stream<Exchange> those(List<Rule> rules) {
    return all().filter(exchange -> Rule.of(rules, exchange).isPresent());
  }

  /// The rest: what passes as it is.
  private static Stream<Exchange> passing() {
    return all()
        .filter(
            exchange ->
                Stream.of(REFUSED, CUT, LEFT, SHOWN)
                    .allMatch(rules -> Rule.of(rules, exchange).isEmpty()));
  }

  private static List<Outcome> outcomes(Exchange exchange) {
    return exchange.events.stream().map(Event.RequestEnded::outcome).toList();
  }

  @Test
  void everythingWasPlayed() {
    assertThat(all()).hasSize(814).allSatisfy(exchange -> assertThat(exchange.trouble).isNull());
  }

  @Test
  void eachRuleIsAboutSomethingAndNoTwoAboutTheSame() {
    List<Rule> rules = Stream.of(REFUSED, CUT, LEFT, SHOWN).flatMap(List::stream).toList();
    assertThat(rules).allMatch(rule -> all().anyMatch(rule::matches));
    assertThat(all())
        .allSatisfy(
            exchange ->
                assertThat(rules.stream().filter(rule -> rule.matches(exchange)))
                    .hasSizeLessThanOrEqualTo(1));
  }

  @Test
  void whatPassesComesOutAsItWentIn() {
    assertThat(passing())
        .allSatisfy(
            exchange -> {
              assertThat(exchange.isAsked()).isTrue();
              assertThat(exchange.got().status()).isEqualTo(exchange.answer.status());
              assertThat(exchange.got().body()).isEqualTo(exchange.answer.body());
              assertThat(exchange.got().end()).isEqualTo(endOf(exchange));
              assertThat(passed(exchange.got().head().fields()))
                  .isEqualTo(passed(exchange.answer.fields()));
              assertThat(outcomes(exchange)).containsExactly(Outcome.ANSWERED);
            });
  }

  private static End endOf(Exchange exchange) {
    return exchange.name().equals("oddhttp/http10-stream") ? End.CLOSED : End.WHOLE;
  }

  /// The headers that go from one end to the other.
  private static List<String> passed(List<Field> fields) {
    return fields.stream()
        .filter(
            field -> {
              String name = field.name().toLowerCase(Locale.ROOT);
              return !NOT_PASSED.contains(name)
                  && !OURS.contains(name)
                  && !name.startsWith("access-control-");
            })
        .map(field -> field.name() + ": " + field.value())
        .sorted()
        .toList();
  }

  @Test
  void noPieceIsMergedWithTheNext() {
    assertThat(all().filter(exchange -> exchange.isAsked() && exchange.received != null))
        .allSatisfy(
            exchange -> {
              if (exchange.answer.chunked() && !exchange.name().equals("oddhttp/http10-stream")) {
                var ends = new HashSet<Integer>();
                int end = 0;
                for (Piece piece : exchange.got().pieces()) {
                  end += piece.bytes().length;
                  ends.add(end);
                }
                if (Rule.of(SHOWN, exchange).isEmpty()) {
                  assertThat(ends).containsAll(exchange.answer.chunkEnds());
                }
              }
            });
  }

  @Test
  void cutAnswerIsABrokenConnection() {
    assertThat(those(CUT))
        .allSatisfy(
            exchange -> {
              assertThat(exchange.isAsked()).isTrue();
              assertThat(exchange.answer.whole()).isTrue();
              assertThat(exchange.got().status()).isEqualTo(200);
              assertThat(exchange.got().end()).isIn(End.CUT, End.RESET);
              byte[] body = exchange.answer.body();
              // Of an answer whose length is known the last byte is what would make it whole.
              int held = exchange.answer.chunked() ? 0 : 1;
              assertThat(exchange.got().body())
                  .isEqualTo(Arrays.copyOf(body, Math.max(0, body.length - held)));
              assertThat(outcomes(exchange)).containsExactly(Outcome.CUT);
              assertThat(exchange.events.getFirst().cause()).isNotBlank();
            });
  }

  @Test
  void whatIsRefusedIsNeverAskedAndSaysWhy() {
    assertThat(those(REFUSED))
        .allSatisfy(
            exchange -> {
              Rule rule = Rule.of(REFUSED, exchange).orElseThrow();
              assertThat(exchange.isAsked()).isFalse();
              assertThat(exchange.got().status()).isEqualTo(rule.status());
              assertThat(exchange.got().end()).isEqualTo(End.WHOLE);
              if (rule.status() < 400) {
                assertThat(exchange.got().header("Location"))
                    .contains(location(exchange.answer.fields()));
              } else if (!exchange.was.method().equals("HEAD")) {
                assertThat(exchange.got().text()).contains("error").endsWith("}");
              }
            });
    assertThat(all().mapToInt(exchange -> exchange.events.size()).sum() + nameless).isEqualTo(814);
    assertThat(those(REFUSED).filter(exchange -> exchange.events.isEmpty())).hasSize(nameless);
  }

  private static String location(List<Field> fields) {
    return fields.stream()
        .filter(field -> field.name().equals("Location"))
        .map(Field::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoLeavesIsToldOfOnce() {
    assertThat(those(LEFT))
        .allSatisfy(exchange -> assertThat(outcomes(exchange)).containsExactly(Outcome.LEFT));
  }

  @Test
  void shownModelIsShownWithoutItsPlace() {
    assertThat(those(SHOWN))
        .allSatisfy(
            exchange -> {
              String was = new String(exchange.answer.body(), UTF_8);
              assertThat(was).contains("/srv/ollama");
              assertThat(exchange.got().text())
                  .isEqualTo(was.replaceAll("FROM /srv/ollama[^\\\\]+", "FROM " + model(exchange)));
              assertThat(outcomes(exchange)).containsExactly(Outcome.ANSWERED);
            });
  }

  private static String model(Exchange exchange) {
    Matcher model = MODEL.matcher(new String(exchange.was.requestBody(), UTF_8));
    assertThat(model.find()).isTrue();
    return ModelName.normalised(model.group(1));
  }
}
