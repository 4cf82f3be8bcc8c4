package dev.homeport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.ClientLibrary.Begun;
import dev.homeport.client.ClientLibrary.Deed;
import dev.homeport.client.Outcome.Failed;
import dev.homeport.client.Outcome.Given;
import dev.homeport.fake.Act;
import dev.homeport.fake.DaemonRig;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.RudeServer;
import dev.homeport.simulation.SimulatedOllama;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What the users of every client library may expect of the daemon.
@TestInstance(Lifecycle.PER_CLASS)
abstract class ClientContract {
  /// The server's own turn of looking, twice, and room for a busy machine.
  private static final Duration AT_ONCE = Duration.ofMillis(1500);

  private static final String HELLO = "Say hello, naïve world 🙂";

  private ClientLibrary library;
  private SimulatedOllama ollama;
  private DaemonRig daemon;

  /// The library under test, ready to be asked.
  abstract ClientLibrary library() throws Exception;

  /// What it calls the error of a status.
  abstract String errorOf(int status);

  @BeforeAll
  void prepare() throws Exception {
    library = library();
  }

  @AfterAll
  void close() {
    library.close();
  }

  @BeforeEach
  void start(@TempDir Path state) throws Exception {
    ollama = new SimulatedOllama(new SimulatedOllama.Settings(0, 500, Duration.ofMillis(20)));
    ollama.start();
    daemon = new DaemonRig(URI.create("http://127.0.0.1:" + ollama.port()), state);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
    ollama.stop();
  }

  /// A proper call.
  public final Call call() {
    return call(daemon);
  }

  private static Call call(DaemonRig daemon) {
    return new Call(daemon.url(), "Authorization", "Bearer " + daemon.key(), "simulated", HELLO);
  }

  /// Asks for one thing that must be given.
  public final Given gives(Deed deed, Call call) {
    return library.does(deed, call).given();
  }

  /// Asks for one thing that must be refused with this status.
  private Failed refuses(Deed deed, Call call, int status) {
    Failed failed = library.does(deed, call).failed();
    assertThat(failed.status()).as("%s", failed).isEqualTo(status);
    assertThat(failed.kind()).as("%s", failed).isEqualTo(errorOf(status));
    return failed;
  }

  @Test
  void modelsAreListed() {
    Given models = gives(Deed.LIST, call());
    assertThat(models.text()).contains("simulated:latest", "qwen2.5:7b");
    assertThat(models.count()).isEqualTo(6);
  }

  @Test
  void modelIsShown() {
    assertThat(gives(Deed.SHOW, call().of("qwen2.5:7b")).count()).isPositive();
  }

  @Test
  void streamSaysInPiecesWhatAPlainAnswerSays() {
    String whole = gives(Deed.CHAT, call()).text();
    assertThat(whole).startsWith("This is a simulated answer").contains(HELLO);
    Given stream = gives(Deed.STREAM, call());
    assertThat(stream.text()).isEqualTo(whole);
    assertThat(stream.count()).isGreaterThan(10);
  }

  @Test
  void toolIsCalledAndItsResultTakenBack() {
    Given told = gives(Deed.TOOL, call().saying("Ask get_weather {\"city\":\"Köln\"}"));
    assertThat(told.count()).isEqualTo(1);
    assertThat(told.text()).startsWith("sunny in Köln: This is a simulated answer");
  }

  @Test
  void addressMayEndWithASlash() {
    assertThat(gives(Deed.LIST, call().withSlash()).count()).isEqualTo(6);
    assertThat(gives(Deed.CHAT, call().withSlash()).text()).contains("simulated");
    assertThat(gives(Deed.STREAM, call().withSlash()).text()).contains("simulated");
  }

  @Test
  void wrongKeyIsAnErrorThatSaysSo() {
    Call wrong = call().withKey("hp_this-is-none-of-the-keys-here");
    for (Deed deed : new Deed[] {Deed.LIST, Deed.CHAT, Deed.STREAM}) {
      assertThat(refuses(deed, wrong, 401).text()).containsIgnoringCase("key");
    }
  }

  @Test
  void unknownModelIsAnErrorThatNamesIt() {
    Call unknown = call().of("no-such-model");
    for (Deed deed : new Deed[] {Deed.SHOW, Deed.CHAT, Deed.STREAM}) {
      assertThat(refuses(deed, unknown, 404).text()).contains("no-such-model");
    }
  }

  @Test
  void limitOfAKeyIsAnErrorThatSaysWhichOne() {
    Call hurried = call().withKey(daemon.hurriedKey());
    gives(Deed.CHAT, hurried);
    assertThat(refuses(Deed.CHAT, hurried, 429).text()).contains("requests-per-minute 1");
    assertThat(refuses(Deed.STREAM, hurried, 429).text()).contains("requests-per-minute 1");
  }

  @Test
  void streamThatEndsInTheMiddleIsAnError(@TempDir Path state) throws Exception {
    try (var upstream = RudeServer.choosing(HalfAnswers.toChats(HalfAnswers::ending));
        var front = new DaemonRig(upstream.uri(), state)) {
      library.does(Deed.STREAM, call(front)).failed();
    }
  }

  @Test
  void abortBeforeTheFirstByteIsFeltUpstream(@TempDir Path state) throws Exception {
    abortIsFelt(_ -> Fault.hangs(), 0, state);
  }

  @Test
  void abortInMidStreamIsFeltUpstream(@TempDir Path state) throws Exception {
    abortIsFelt(HalfAnswers::hanging, 1, state);
  }

  private void abortIsFelt(Function<Heard, Act> act, int pieces, Path state) throws Exception {
    try (var upstream = RudeServer.choosing(HalfAnswers.toChats(act));
        var front = new DaemonRig(upstream.uri(), state)) {
      Begun begun = library.begin(call(front), pieces);
      Heard heard = upstream.next();
      while (!HalfAnswers.isChat(heard)) {
        heard = upstream.next();
      }
      long aborted = System.nanoTime();
      begun.abort();
      assertThat(Duration.ofNanos(heard.departure().atNanos() - aborted)).isLessThan(AT_ONCE);
    }
  }
}
