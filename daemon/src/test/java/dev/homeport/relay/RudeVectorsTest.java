package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.homeport.fake.Act;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.upstream.Waits;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Rude: providers that give no vectors, or not all of them.
@Tag("rude")
@ExtendWith(LeakCheck.OfClass.class)
class RudeVectorsTest {
  /// Where vectors are asked for, and in whose words a refusal comes.
  private static final Map<String, Caller> PATHS =
      Map.of(
          "/api/embed", Caller.CHAT,
          "/api/embeddings", Caller.CHAT,
          "/v1/embeddings", Caller.COMPLETIONS);

  static Stream<Arguments> stands() {
    return Stream.of(Spoken.OLLAMA, Spoken.OPENAI)
        .flatMap(
            api ->
                Stream.of(Mishap.PATIENT, Mishap.HASTY, Mishap.STRICT)
                    .map(waits -> Arguments.of(api, waits)));
  }

  /// Vectors come at once, so that whatever is short is short for all of them.
  private static Waits all(Waits waits) {
    return waits.equals(Mishap.PATIENT)
        ? waits
        : Backend.waits(Mishap.SOON, Mishap.SOON, Mishap.SOON);
  }

  private static Tongue tongue(Heard heard) {
    return heard.line().contains(" /api/") ? Tongue.CHAT : Tongue.COMPLETIONS;
  }

  private static Act good(Heard heard) {
    if (heard.line().contains(" /api/embeddings ")) {
      return Fault.json("{\"embedding\":[0.5,0.25]}");
    }
    return Fault.json(
        tongue(heard) == Tongue.CHAT
            ? "{\"model\":\"foreign\",\"embeddings\":[[0.5,0.25]],\"prompt_eval_count\":1}"
            : "{\"object\":\"list\",\"id\":\"foreign\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                + "\"embedding\":[0.5,0.25]}],\"model\":\"foreign\",\"usage\":{\"prompt_tokens\":1,"
                + "\"total_tokens\":1,\"cost\":1}}");
  }

  private static Received ask(RouterRig rig, String path, String headers) {
    String words = path.equals("/api/embeddings") ? "prompt" : "input";
    try (RawClient client = rig.client()) {
      return client
          .post(
              path,
              "{\"model\":\"" + RouterRig.MODEL + "\",\"" + words + "\":\"x\"}",
              RouterRig.KEY,
              headers)
          .read();
    }
  }

  @ParameterizedTest
  @Execution(CONCURRENT)
  @MethodSource("stands")
  void whoGivesNoVectorsIsFollowedByTheNextOrTheClientIsTold(Spoken api, Waits waits)
      throws Exception {
    var playing = new AtomicReference<Mishap>();
    try (var first =
            RudeServer.choosing(heard -> playing.get().playing().act(tongue(heard), false));
        var second = RudeServer.choosing(RudeVectorsTest::good);
        var rig =
            new RouterRig(
                api.at("first", first.uri()).within(all(waits)), api.at("second", second.uri()))) {
      List<Mishap> mishaps =
          Stream.concat(Mishaps.beforeAnyContent(), Mishaps.amidContent())
              .filter(each -> each.waits().equals(waits))
              .toList();
      for (Mishap mishap : mishaps) {
        playing.set(mishap);
        for (String path : PATHS.keySet()) {
          Received answer = ask(rig, path, "");
          assertThat(answer.status()).as("%s %s %s", mishap, path, answer).isEqualTo(200);
          assertThat(answer.end()).isEqualTo(End.WHOLE);
          assertThat(answer.text()).contains("[0.5,0.25]");
          assertThat(answer.header("Homeport-Provider")).contains("second");
          assertThat(answer.toString()).doesNotContain(Mishap.SECRETS);
          assertThat(rig.ended().outcome()).isEqualTo(Outcome.ANSWERED);
          assertThat(rig.notes()).hasSize(1);
          Received refusal = ask(rig, path, "Homeport-Fallback: never\r\n");
          assertThat(refusal.status())
              .as("%s %s %s", mishap, path, refusal)
              .isIn(mishap.statuses());
          assertThat(PATHS.get(path).refusal(refusal.text())).isNotBlank();
          assertThat(refusal.toString()).doesNotContain(Mishap.SECRETS);
          assertThat(refusal.header("x-should-retry")).contains("false");
          assertThat(rig.ended().status()).isEqualTo(refusal.status());
          // Who is alone may be asked once more.
          assertThat(rig.notes()).hasSizeBetween(1, 2);
        }
      }
    }
  }
}
