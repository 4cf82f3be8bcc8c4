package dev.homeport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.ClientLibrary.Begun;
import dev.homeport.client.ClientLibrary.Deed;
import dev.homeport.client.Outcome.Failed;
import dev.homeport.client.Outcome.Given;
import dev.homeport.fake.Act;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Front;
import dev.homeport.fake.Heard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What the users of every client library may expect of whoever of ours they ask.
@TestInstance(Lifecycle.PER_CLASS)
abstract class ClientContract {
  /// What every answer begins with.
  static final String SAID = "This is a simulated answer";

  static final String HELLO = "Say hello, naïve world 🙂";

  /// The server's own turn of looking, twice, and room for a busy machine.
  private static final Duration AT_ONCE = Duration.ofMillis(1500);

  private ClientLibrary library;

  /// Somebody of ours with an upstream that does one thing only.
  interface Behind extends AutoCloseable {
    /// Who is asked.
    Front front();

    /// The next question that came upstream; waits for it.
    Heard next() throws InterruptedException;

    @Override
    void close();
  }

  /// The library under test, ready to be asked.
  abstract ClientLibrary library() throws Exception;

  /// Who is asked.
  public abstract Front front();

  /// From now on the model answers a question by a call of `get_weather` for Köln, and the result
  /// of that by words.
  abstract void wantWeather();

  /// One of ours whose upstream does this to every question.
  abstract Behind behind(Function<Heard, Act> act, Path state) throws Exception;

  @BeforeAll
  final void prepare() throws Exception {
    library = library();
  }

  @AfterAll
  final void close() {
    library.close();
  }

  /// A proper call.
  public final Call call() {
    return call(front());
  }

  static Call call(Front front) {
    return new Call(front.url(), "Authorization", "Bearer " + front.key(), "simulated", HELLO);
  }

  /// Asks for one thing that must be given.
  public final Given gives(Deed deed, Call call) {
    return library.does(deed, call).given();
  }

  /// Asks for one thing that must end as an error.
  public final Failed fails(Deed deed, Call call) {
    return library.does(deed, call).failed();
  }

  /// Asks for one thing that must be refused with this status.
  public final Failed refuses(Deed deed, Call call, int status) {
    Failed failed = fails(deed, call);
    assertThat(failed.status()).as("%s", failed).isEqualTo(status);
    assertThat(failed.kind()).as("%s", failed).isEqualTo(library.errorOf(status));
    return failed;
  }

  @Test
  void streamSaysInPiecesWhatAPlainAnswerSays() {
    String whole = gives(Deed.CHAT, call()).text();
    assertThat(whole).startsWith(SAID).contains(HELLO);
    Given stream = gives(Deed.STREAM, call());
    assertThat(stream.text()).isEqualTo(whole);
    assertThat(stream.count()).isGreaterThan(10);
  }

  @Test
  void toolIsCalledAndItsResultTakenBack() {
    wantWeather();
    Given told = gives(Deed.TOOL, call().saying("Ask get_weather {\"city\":\"Köln\"}"));
    assertThat(told.count()).isEqualTo(1);
    assertThat(told.text()).startsWith("sunny in Köln: " + SAID);
  }

  @Test
  void addressMayEndWithASlash() {
    assertThat(gives(Deed.CHAT, call().withSlash()).text()).contains("simulated");
    assertThat(gives(Deed.STREAM, call().withSlash()).text()).contains("simulated");
  }

  @Test
  void keyThatIsNoneIsAnErrorThatSaysSo() {
    Call wrong = call().withKey(front().uselessKey());
    for (Deed deed : new Deed[] {Deed.CHAT, Deed.STREAM}) {
      assertThat(refuses(deed, wrong, 401).text()).containsIgnoringCase("key");
    }
  }

  @Test
  void unknownModelIsAnErrorThatNamesItOrWhoWouldKnow() {
    Call unknown = call().of("no-such-model");
    for (Deed deed : new Deed[] {Deed.CHAT, Deed.STREAM}) {
      assertThat(refuses(deed, unknown, statusOfUnknownModel()).text())
          .contains(statusOfUnknownModel() == 404 ? "no-such-model" : "home");
    }
  }

  /// What is said of a model that nobody has.
  int statusOfUnknownModel() {
    return 404;
  }

  @Test
  void limitOfAKeyIsAnErrorThatSaysWhichOne() {
    Call hurried = call().withKey(front().hurriedKey());
    gives(Deed.CHAT, hurried);
    assertThat(refuses(Deed.CHAT, hurried, 429).text()).contains("requests-per-minute 1");
    assertThat(refuses(Deed.STREAM, hurried, 429).text()).contains("requests-per-minute 1");
  }

  @Test
  void streamThatEndsInTheMiddleIsAnError(@TempDir Path state) throws Exception {
    try (Behind broken = behind(HalfAnswers::ending, state)) {
      fails(Deed.STREAM, call(broken.front()));
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
    try (Behind endless = behind(act, state)) {
      Begun begun = library.begin(call(endless.front()), pieces);
      Heard heard = endless.next();
      long aborted = System.nanoTime();
      begun.abort();
      assertThat(Duration.ofNanos(heard.departure().atNanos() - aborted)).isLessThan(AT_ONCE);
    }
  }
}
