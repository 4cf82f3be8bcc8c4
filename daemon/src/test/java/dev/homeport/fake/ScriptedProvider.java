package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.homeport.contract.Asked;
import dev.homeport.contract.Cuts;
import dev.homeport.contract.Script;
import dev.homeport.contract.provider.ProviderVoice;
import dev.homeport.contract.provider.Rendered;
import dev.homeport.wire.Field;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A provider on a real socket: it understands what it is asked as the real one would, and plays
/// scripts in the order in which it was given them, the last again and again, in bytes cut
/// anywhere.
///
/// What it cannot understand it answers with a 400, and says why to whoever looks at [#next].
public final class ScriptedProvider implements AutoCloseable {
  private static final long LONGEST_SECONDS = 10;
  private static final Set<String> NO_CONVERSATIONS = Set.of("/api/generate", "/completions");

  private final ProviderVoice voice;
  private final String base;
  private final RudeServer server;
  private final LinkedBlockingQueue<Question> questions = new LinkedBlockingQueue<>();

  /// What is still to be played; guarded by itself.
  private final List<Performance> programme = new ArrayList<>();

  /// What is done in the place of all that; guarded by `programme`.
  private @Nullable Function<Heard, Act> act;

  /// Where it halts in everything that it says; guarded by `programme`.
  private @Nullable Runnable halt;

  /// Counts the answers on from the first seed, so that each is cut elsewhere.
  private final AtomicLong seed;

  /// A script, and whether its connection is cut in the middle instead of being ended.
  private record Performance(Script script, boolean severed) {}

  /// A question that came.
  ///
  /// @param request as it came, with its headers
  /// @param asked as it was understood
  /// @param fault why it was not, if it was not
  public record Question(Heard request, @Nullable Asked asked, @Nullable AssertionError fault) {
    /// As it was understood; fails where it was not.
    public Asked understood() {
      if (asked == null) {
        throw fault == null ? new AssertionError("not understood") : fault;
      }
      return asked;
    }
  }

  /// One that speaks this API under that path, and cuts its answers by that seed.
  public ScriptedProvider(ProviderVoice voice, String base, long seed) {
    this.voice = voice;
    this.base = base;
    this.seed = new AtomicLong(seed);
    this.server = RudeServer.choosing(this::chosen);
    programme.add(new Performance(Script.saying("Hello", "."), false));
  }

  /// From now on plays these.
  public ScriptedProvider playing(Script... scripts) {
    synchronized (programme) {
      act = null;
      programme.clear();
      for (Script script : scripts) {
        programme.add(new Performance(script, false));
      }
    }
    return this;
  }

  /// From now on plays this, and cuts the connection where it would end.
  public ScriptedProvider severing(Script script) {
    synchronized (programme) {
      act = null;
      programme.clear();
      programme.add(new Performance(script, true));
    }
    return this;
  }

  /// From now on does this to every question, also to one that is no conversation, and does not try
  /// to understand it.
  public ScriptedProvider performing(Function<Heard, Act> other) {
    synchronized (programme) {
      act = other;
    }
    return this;
  }

  /// From now on waits for this, before each answer and twice in it.
  public ScriptedProvider halting(Runnable other) {
    synchronized (programme) {
      halt = other;
    }
    return this;
  }

  /// Forgets the questions that nobody looked at.
  public void forget() {
    questions.clear();
  }

  /// The base URL of its API.
  public URI uri() {
    return URI.create(server.uri() + base);
  }

  /// Where it listens.
  public int port() {
    return server.port();
  }

  /// The next question that came; waits for it.
  public Question next() throws InterruptedException {
    Question next = questions.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nobody asked");
    }
    return next;
  }

  /// Whether there is a question that [#next] would give at once.
  public boolean hasBeenAsked() {
    return !questions.isEmpty();
  }

  @Override
  public void close() {
    server.close();
  }

  private Act chosen(Heard heard) {
    synchronized (programme) {
      Act chosen = played(heard);
      return halt == null ? chosen : new Halting(chosen, halt);
    }
  }

  private Act played(Heard heard) {
    synchronized (programme) {
      String target = target(heard);
      if (act == null || !(voice.isQuestion(target) || NO_CONVERSATIONS.contains(target))) {
        return new Answering(heard);
      }
      questions.add(new Question(heard, null, null));
      return act.apply(heard);
    }
  }

  /// Path and query, behind the base URL.
  private String target(Heard heard) {
    String path = heard.line().split(" ", -1)[1];
    return path.startsWith(base) ? path.substring(base.length()) : path;
  }

  private Performance turn() {
    synchronized (programme) {
      return programme.size() > 1 ? programme.removeFirst() : programme.getFirst();
    }
  }

  /// The answer to one request, made when its body is there.
  private final class Answering implements Act {
    private final Heard heard;
    private boolean severed;

    Answering(Heard heard) {
      this.heard = heard;
    }

    @Override
    public Iterator<Beat> beats() {
      Rendered answer = answer();
      var pieces = new ArrayList<byte[]>();
      pieces.add(head(answer));
      for (byte[] piece : Cuts.of(answer.body(), seed.getAndIncrement())) {
        pieces.add(chunk(piece));
      }
      if (!severed) {
        pieces.add("0\r\n\r\n".getBytes(ISO_8859_1));
      }
      return pieces.stream().map(piece -> new Beat(Duration.ZERO, piece)).iterator();
    }

    private Rendered answer() {
      String target = target(heard);
      if (!voice.isQuestion(target)) {
        return voice.aside(heard.line().split(" ", -1)[0], target, heard.body());
      }
      Asked asked;
      try {
        asked = voice.understand(target, heard.body());
      } catch (AssertionError e) {
        questions.add(new Question(heard, null, e));
        return Rendered.json(400, "{\"error\":{\"message\":\"not understood\",\"code\":400}}");
      }
      questions.add(new Question(heard, asked, null));
      Performance performance = turn();
      severed = performance.severed();
      return voice.render(performance.script(), asked);
    }

    @Override
    public After after() {
      return severed ? After.CLOSES : After.STAYS;
    }
  }

  private static byte[] head(Rendered answer) {
    var head = new StringBuilder("HTTP/1.1 " + answer.status() + " x\r\n");
    head.append("Content-Type: ").append(answer.type()).append("\r\n");
    for (Field field : answer.headers()) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    return head.append("Transfer-Encoding: chunked\r\n\r\n").toString().getBytes(ISO_8859_1);
  }

  private static byte[] chunk(byte[] bytes) {
    var chunk = new ByteArrayOutputStream(bytes.length + 12);
    chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(ISO_8859_1));
    chunk.writeBytes(bytes);
    chunk.writeBytes(new byte[] {'\r', '\n'});
    return chunk.toByteArray();
  }
}
