package dev.homeport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.ClientLibrary.Deed;
import dev.homeport.client.Outcome.Failed;
import dev.homeport.client.Outcome.Given;
import dev.homeport.client.RouterRig.Whence;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Ending;
import dev.homeport.contract.Script.Step;
import dev.homeport.contract.Turn;
import dev.homeport.fake.Act;
import dev.homeport.fake.Front;
import dev.homeport.fake.Heard;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What the users of every client library may expect of the router, whether home answers them or,
/// because it refuses, a cloud of another dialect. No leaks are looked for: what the router keeps
/// open to its providers outlives a test.
@ParameterizedClass(name = "answered by {0}")
@EnumSource(Whence.class)
@ExtendWith(RouterRigs.Provided.class)
abstract class RouterContract extends ClientContract {
  /// Words in pieces: what line readers end lines at (B.3 rule 3), what takes two bytes or four,
  /// and what JSON escapes.
  private static final String[] WORDS = {
    SAID,
    " to “",
    HELLO,
    "”: ",
    "a\u2028b",
    "\u2029",
    "c\u0085",
    "🙂",
    "é",
    " \"\\",
    "\n",
    "東",
    "京",
    "."
  };

  static final String WORDS_WHOLE = String.join("", WORDS);

  private static final Script.Tokens USED = new Script.Tokens(21, 13, 0, 0);

  private static final Script ANSWER = Script.saying(WORDS).using(USED);

  private static final Script WISH =
      Script.of(new Step.Call("get_weather", "{\"city\":\"Köln\"}")).using(USED);

  @Parameter Whence whence = Whence.HOME;

  private RouterRigs rigs;
  private RouterRig rig;

  @BeforeAll
  final void find(RouterRigs all) {
    rigs = all;
  }

  @BeforeParameterizedClassInvocation
  final void choose() {
    rig = rigs.at(whence);
  }

  @BeforeEach
  final void answer() {
    rig.playing(ANSWER);
  }

  @AfterEach
  final void nobodyElseWasAskedInVain() throws InterruptedException {
    while (rig.answerer().hasBeenAsked()) {
      assertThat(rig.answerer().next().fault()).isNull();
    }
    assertThat(rig.other().hasBeenAsked()).isFalse();
  }

  /// While home's list was never seen, nobody can say that it has not the model.
  @Override
  int statusOfUnknownModel() {
    return whence == Whence.HOME ? 404 : 503;
  }

  /// Whether the dialect tells unasked, in an answer in pieces, what was used.
  boolean countsUnasked() {
    return true;
  }

  /// The router that is asked.
  public final RouterRig rig() {
    return rig;
  }

  @Override
  public final Front front() {
    return rig;
  }

  /// The models that there are, as they are listed.
  public final List<String> models() {
    return rig.models();
  }

  @Override
  final void wantWeather() {
    rig.playing(WISH, ANSWER);
  }

  @Override
  final Behind behind(Function<Heard, Act> act, Path state) {
    rig.answerer().performing(act).forget();
    return new Behind() {
      @Override
      public Front front() {
        return rig;
      }

      @Override
      public Heard next() throws InterruptedException {
        return rig.answerer().next().request();
      }

      @Override
      public void close() {
        rig.playing(ANSWER);
      }
    };
  }

  @Test
  void answerHasTheNameThatWasAskedForAndWhatWasUsed() {
    for (String model : List.of("simulated", "team/simulated")) {
      Call call = call().of(model);
      assertThat(gives(Deed.CHAT, call).note()).startsWith(model + " ").endsWith(" 21+13");
      assertThat(gives(Deed.STREAM, call).note())
          .startsWith(model + " ")
          .endsWith(countsUnasked() ? " 21+13" : " -");
    }
  }

  @Test
  void everyCharacterArrives() {
    assertThat(gives(Deed.CHAT, call()).text()).isEqualTo(WORDS_WHOLE);
    assertThat(gives(Deed.STREAM, call()).text()).isEqualTo(WORDS_WHOLE);
  }

  @Test
  void callsInPiecesAreWhole() {
    rig.playing(
        Script.of(
            new Step.Call("get_weather", "{\"city\":\"Köln\"}"),
            new Step.Call("get_weather", "{\"city\":\"東京\"}")));
    Given calls = gives(Deed.CALLS, call());
    assertThat(calls.text())
        .isEqualTo("get_weather {\"city\":\"Köln\"}, get_weather {\"city\":\"東京\"}");
    assertThat(calls.count()).isEqualTo(2);
  }

  @Test
  void resultOfACallReachesTheModel() throws Exception {
    wantWeather();
    gives(Deed.TOOL, call());
    assertThat(rig.answerer().next().understood().offers()).hasSize(1);
    assertThat(rig.answerer().next().understood().turns())
        .filteredOn(Turn.Result.class::isInstance)
        .singleElement()
        .extracting(result -> ((Turn.Result) result).text())
        .isEqualTo("sunny in Köln");
  }

  @Test
  void streamThatBreaksIsAnErrorAndNoWholeAnswer() {
    for (Ending ending : List.of(new Ending.Broken("exploded"), new Ending.Silent())) {
      rig.playing(ANSWER.ending(ending));
      assertThat(fails(Deed.STREAM, call()).text()).doesNotContain("foreign-", "foreign/");
    }
    rig.severing(ANSWER.ending(new Ending.Silent()));
    assertThat(fails(Deed.STREAM, call()).text()).doesNotContain("foreign-", "foreign/");
    rig.forget();
  }

  @Test
  void failureOfEverybodyIsAnErrorAndAskedForOnce() throws Exception {
    rig.playing(Script.only(new Ending.Refused(500, "foreign engine exploded")));
    for (Deed deed : List.of(Deed.CHAT, Deed.STREAM)) {
      Failed failed = refuses(deed, obeysShouldRetry() ? call().repeating() : call(), 503);
      assertThat(failed.text()).doesNotContain("foreign-", "foreign/");
      rig.answerer().next();
      assertThat(rig.answerer().hasBeenAsked()).isFalse();
      rig.forget();
    }
  }

  /// Whether the library does not ask again where `x-should-retry` says so (clients.md 4).
  boolean obeysShouldRetry() {
    return true;
  }
}
