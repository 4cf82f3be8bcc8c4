package dev.homeport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.ClientLibrary.Deed;
import dev.homeport.client.Outcome.Failed;
import dev.homeport.client.Outcome.Given;
import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Cable;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Halting;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/// What the users of client libraries see of a router whose providers take long or fail: all of a
/// late answer and nothing besides, or an error.
///
/// Who takes long goes on as soon as the client was told twice that there is nothing yet.
@TestInstance(Lifecycle.PER_CLASS)
abstract class WaitingContract {
  private static final Duration HOLD = Duration.ofMillis(8);
  private static final Duration KEEP_ALIVE = Duration.ofMillis(4);

  @Parameter Library library = Library.OLLAMA_JS;

  private final Overheard overheard = new Overheard();
  private ClientLibrary client = new LangChain4j();

  @BeforeParameterizedClassInvocation
  final void open() {
    client = library.open();
  }

  @AfterParameterizedClassInvocation
  final void close() {
    client.close();
  }

  /// Has a router asked, on a way of its own: nobody takes a connection to the one before.
  private Outcome does(Deed deed, RouterRig rig) {
    overheard.clear();
    try (var cable = new Cable()) {
      cable.leadTo(URI.create(rig.url()).getPort());
      cable.overheardBy(overheard);
      String url = "http://127.0.0.1:" + cable.port();
      String key = "Bearer " + RouterRig.GUEST_KEY;
      var call = new Call(url, "Authorization", key, RouterRig.MODEL, "Hello");
      return client.does(deed, call.repeating(library.repeats(deed)));
    }
  }

  private static Backend home(RudeServer server) {
    return Backend.ollama("home", server.uri());
  }

  private static Act refusal() {
    String said = "{\"error\":\"engine exploded\"}";
    return Fault.says(
        "refuses", After.STAYS, Fault.sized("500 Internal Server Error", "application/json", said));
  }

  private RudeServer refusing() {
    return RudeServer.choosing(_ -> refusal());
  }

  private RudeServer refusingLate() {
    return RudeServer.choosing(_ -> new Halting(refusal(), overheard::awaitNothing));
  }

  @Test
  void lateAnswerIsWholeAndNothingIsAdded() {
    for (String voice : library.voices()) {
      try (RudeServer home = refusingLate();
          var cloud = new LateCloud(voice, overheard::awaitNothing);
          var rig =
              new RouterRig(Terms.LAX.holding(HOLD, KEEP_ALIVE), home(home), cloud.backend())) {
        for (Deed deed : library.deeds()) {
          String what = deed + " of " + voice;
          cloud.answering(deed);
          Given given = does(deed, rig).given();
          assertThat(given.text()).as(what).isEqualTo(LateCloud.whole(deed));
          if (deed != Deed.EMBED) {
            assertThat(given.note()).as(what).startsWith(RouterRig.MODEL + " ");
          }
          assertThat(overheard.questions()).as(what).isEqualTo(1);
          // Twice before home fails, before the answer begins, and at two places in it.
          assertThat(overheard.nothings()).as(what).isGreaterThanOrEqualTo(8);
        }
      }
    }
  }

  @Test
  void streamThatBreaksAfterALongWaitIsAnError() {
    for (String voice : library.voices()) {
      try (var cloud = new LateCloud(voice, overheard::awaitNothing);
          var rig = new RouterRig(Terms.LAX.holding(HOLD, KEEP_ALIVE), cloud.backend())) {
        for (Deed deed : library.streams()) {
          String what = deed + " of " + voice;
          cloud.severing(deed);
          Failed failed = does(deed, rig).failed();
          assertThat(overheard.questions()).as(what).isEqualTo(1);
          if (library.showsLastWords(deed)) {
            assertThat(failed.text()).as(what).contains("cloud").contains("whole");
          }
        }
      }
    }
  }

  /// What has its head cannot have another status; who asks again all the same gets that at once.
  @Test
  void failureOfEverybodyAfterTheHeadIsAnError() throws Exception {
    for (Deed deed : library.deeds()) {
      try (RudeServer home = refusingLate();
          RudeServer cloud = refusing();
          var rig =
              new RouterRig(
                  Terms.STRICT.holding(HOLD, KEEP_ALIVE),
                  home(home),
                  Backend.openAi("cloud", cloud.uri()))) {
        Failed failed = does(deed, rig).failed();
        assertThat(overheard.answer()).as("%s", deed).startsWith("HTTP/1.1 200 ");
        boolean again = library.asks(deed) > 1;
        assertThat(overheard.questions()).as("%s", deed).isEqualTo(library.asks(deed));
        if (again || (Library.isStream(deed) && library.showsLastWords(deed))) {
          assertThat(failed.text()).as("%s", deed).contains("home failed: engine exploded");
        }
        wereAskedOnce(home, cloud);
      }
    }
  }

  @Test
  void failureOfEverybodyIsToldAndFoundOutOnce() throws Exception {
    for (Deed deed : library.deeds()) {
      try (RudeServer home = refusing();
          RudeServer cloud = refusing();
          var rig = new RouterRig(Terms.STRICT, home(home), Backend.openAi("cloud", cloud.uri()))) {
        Failed failed = does(deed, rig).failed();
        assertThat(failed.text()).as("%s", deed).contains("home failed: engine exploded");
        assertThat(overheard.questions()).as("%s", deed).isEqualTo(library.asks(deed));
        assertThat(overheard.answer())
            .startsWith("HTTP/1.1 503 ")
            .containsIgnoringCase("x-should-retry: false\r\n")
            .doesNotContainIgnoringCase("retry-after");
        wereAskedOnce(home, cloud);
      }
    }
  }

  private static void wereAskedOnce(RudeServer... all) throws InterruptedException {
    for (RudeServer each : all) {
      each.next();
      assertThat(each.hasHeard()).isFalse();
    }
  }
}
