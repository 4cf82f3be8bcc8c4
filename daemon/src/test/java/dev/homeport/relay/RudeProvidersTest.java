package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.journal.Event.RequestEnded;
import dev.homeport.time.Pause;
import dev.homeport.upstream.Waits;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Rude: providers that give no answer, or not all of one, as every client sees them (cases.md
/// 1.2). As long as nothing was said the next one is asked; after that the client is told in its
/// own words, and its connection is cut (clients.md 1.1).
@Tag("rude")
@ExtendWith(LeakCheck.class)
class RudeProvidersTest {
  private static final String ALONE = "Homeport-Fallback: never\r\n";

  /// Every API with every patience: one router for all mishaps that need the same.
  static Stream<Arguments> stands() {
    return Stream.of(Spoken.values())
        .flatMap(
            api ->
                Stream.of(Mishap.PATIENT, Mishap.HASTY, Mishap.STRICT)
                    .map(waits -> Arguments.of(api, waits)));
  }

  /// A router whose first provider is rude, and whose second one answers.
  private static final class Stand implements AutoCloseable {
    private final AtomicBoolean stream = new AtomicBoolean();
    private final AtomicReference<Mishap> mishap = new AtomicReference<>();
    private final RudeServer first;
    private final RudeServer second;
    private final RouterRig rig;

    Stand(Spoken api, Waits waits) {
      first =
          RudeServer.choosing(heard -> mishap.get().playing().act(Tongue.of(heard), stream.get()));
      second = RudeServer.choosing(heard -> Mishap.good(Tongue.of(heard), stream.get(), "fine"));
      rig =
          new RouterRig(api.at("first", first.uri()).within(waits), api.at("second", second.uri()));
    }

    Received ask(Mishap happening, Caller caller, boolean streaming, String headers) {
      mishap.set(happening);
      stream.set(streaming);
      try (RawClient client = rig.client()) {
        return client
            .post(caller.path(), caller.question(streaming), RouterRig.KEY, headers)
            .read();
      }
    }

    /// The one line of the log about the provider that failed.
    Map<String, Object> line() {
      List<Map<String, Object>> notes = rig.notes();
      assertThat(notes).hasSize(1);
      assertThat(notes.getFirst())
          .containsEntry("what", "provider failed")
          .containsEntry("provider", "first");
      return notes.getFirst();
    }

    @Override
    public void close() {
      rig.close();
      first.close();
      second.close();
    }
  }

  private static void hasNoSecrets(Received answer) {
    for (String secret : Mishap.SECRETS) {
      assertThat(answer.toString()).doesNotContain(secret);
    }
  }

  @ParameterizedTest
  @MethodSource("stands")
  void whoSaysNothingIsFollowedByTheNextOrTheClientIsTold(Spoken api, Waits waits)
      throws Exception {
    try (var stand = new Stand(api, waits)) {
      for (Mishap mishap :
          Mishap.beforeAnyContent().filter(each -> each.waits().equals(waits)).toList()) {
        for (Caller caller : Caller.values()) {
          for (boolean stream : List.of(true, false)) {
            answeredByTheNext(stand, caller, stream, mishap);
            told(stand, caller, stream, mishap);
          }
        }
      }
    }
  }

  private static void answeredByTheNext(Stand stand, Caller caller, boolean stream, Mishap mishap)
      throws InterruptedException {
    Received answer = stand.ask(mishap, caller, stream, "");
    assertThat(answer.status()).as("%s %s %s", mishap, caller, answer).isEqualTo(200);
    assertThat(answer.end()).isEqualTo(End.WHOLE);
    assertThat(caller.words(answer.text(), stream))
        .as("%s %s %s", mishap, caller, answer)
        .isEqualTo("fine");
    assertThat(caller.isWhole(answer.text(), stream))
        .as("%s %s %s", mishap, caller, answer)
        .isTrue();
    assertThat(answer.header("Homeport-Provider")).contains("second");
    assertThat(answer.header("Homeport-Fallback")).contains("true");
    assertThat(answer.header("Homeport-Attempts").orElseThrow())
        .matches("first;(" + String.join("|", mishap.words()) + ");dur=\\d+, second;ok");
    assertThat(answer.header("Server-Timing").orElseThrow())
        .matches("first;dur=\\d+, second;dur=\\d+");
    hasNoSecrets(answer);
    RequestEnded ended = stand.rig.ended();
    assertThat(stand.line().get("cause")).as(mishap.name()).isIn(mishap.words());
    assertThat(ended.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(ended.provider()).isEqualTo("second");
    stand.second.next();
  }

  private static void told(Stand stand, Caller caller, boolean stream, Mishap mishap)
      throws InterruptedException {
    Received answer = stand.ask(mishap, caller, stream, ALONE);
    assertThat(answer.status()).as("%s %s %s", mishap, caller, answer).isIn(mishap.statuses());
    assertThat(answer.end()).isEqualTo(End.WHOLE);
    assertThat(answer.header("Content-Type")).contains("application/json; charset=utf-8");
    assertThat(caller.refusal(answer.text())).doesNotContainPattern("\\p{Cntrl}|\ufffd");
    assertThat(answer.header("Homeport-Attempts").orElseThrow()).startsWith("first;");
    assertThat(answer.header("Homeport-Fallback")).contains("false");
    assertThat(answer.header("x-should-retry")).contains("false");
    assertThat(answer.header("Retry-After")).isEmpty();
    hasNoSecrets(answer);
    RequestEnded ended = stand.rig.ended();
    assertThat(stand.line().get("cause")).as(mishap.name()).isIn(mishap.words());
    assertThat(ended.status()).isEqualTo(answer.status());
    assertThat(ended.outcome()).isIn(Outcome.FAILED, Outcome.REFUSED);
    assertThat(stand.rig.hasEnded()).isFalse();
    assertThat(stand.second.hasHeard()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("stands")
  void streamThatBreaksIsToldOfAndCutAndABodyIsFollowedByTheNext(Spoken api, Waits waits)
      throws Exception {
    try (var stand = new Stand(api, waits)) {
      for (Mishap mishap :
          Mishap.amidContent().filter(each -> each.waits().equals(waits)).toList()) {
        for (Caller caller : Caller.values()) {
          cut(stand, caller, mishap);
          answeredByTheNext(stand, caller, false, mishap);
        }
      }
    }
  }

  private static void cut(Stand stand, Caller caller, Mishap mishap) throws InterruptedException {
    Received answer = stand.ask(mishap, caller, true, "");
    assertThat(answer.status()).as("%s %s", mishap, caller).isEqualTo(200);
    assertThat(answer.end()).as("%s %s %s", mishap, caller, answer).isIn(End.CUT, End.RESET);
    assertThat(caller.words(answer.text(), true))
        .as("%s %s %s", mishap, caller, answer)
        .isEqualTo("One two");
    assertThat(caller.isWhole(answer.text(), true))
        .as("%s %s %s", mishap, caller, answer)
        .isFalse();
    assertThat(caller.failure(answer.text())).startsWith("first");
    assertThat(answer.header("Homeport-Provider")).contains("first");
    hasNoSecrets(answer);
    RequestEnded ended = stand.rig.ended();
    assertThat(stand.line().get("cause")).as(mishap.name()).isIn(mishap.words());
    assertThat(ended.outcome()).isEqualTo(Outcome.CUT);
    assertThat(ended.provider()).isEqualTo("first");
    assertThat(stand.second.hasHeard()).isFalse();
  }

  /// A provider whose chat is this, and the router that asks it alone.
  private static Received alone(Spoken api, Caller caller, Mishap.Playing playing) {
    return alone(api, caller, true, playing, Mishap.PATIENT);
  }

  private static Received alone(
      Spoken api, Caller caller, boolean stream, Mishap.Playing playing, Waits waits) {
    try (var provider = RudeServer.choosing(heard -> playing.act(Tongue.of(heard), stream));
        var rig = new RouterRig(api.at("first", provider.uri()).within(waits));
        var client = rig.client()) {
      return client.post(caller.path(), caller.question(stream), RouterRig.KEY).read();
    }
  }

  /// It was all there: what becomes of the connection after that is no loss.
  @ParameterizedTest
  @EnumSource(Spoken.class)
  void answerWithItsEndIsWholeHoweverTheConnectionEnds(Spoken api) {
    for (After after : List.of(After.CLOSES, After.RESETS, After.HANGS)) {
      for (Caller caller : Caller.values()) {
        Received answer =
            alone(
                api,
                caller,
                true,
                (tongue, _) ->
                    Mishap.says(
                        tongue,
                        true,
                        after,
                        tongue.opening() + tongue.token("fine") + tongue.closing()),
                Mishap.STRICT);
        assertThat(answer.end()).as("%s %s %s", after, caller, answer).isEqualTo(End.WHOLE);
        assertThat(caller.isWhole(answer.text(), true)).isTrue();
        assertThat(caller.words(answer.text(), true)).isEqualTo("fine");
      }
    }
  }

  /// cases.md B4.
  @ParameterizedTest
  @EnumSource(Spoken.class)
  void oneFrameOfGarbageCostsNothing(Spoken api) {
    for (Caller caller : Caller.values()) {
      Received answer =
          alone(
              api,
              caller,
              (tongue, _) ->
                  Mishap.says(
                      tongue,
                      true,
                      After.STAYS,
                      tongue.opening(),
                      tongue.token("fi"),
                      tongue.token("lost").replace("\"", ""),
                      tongue.token("ne"),
                      tongue.closing(),
                      Mishap.END));
      assertThat(caller.words(answer.text(), true)).as("%s", caller).isEqualTo("fine");
      assertThat(answer.end()).isEqualTo(End.WHOLE);
    }
  }

  @ParameterizedTest
  @EnumSource(Spoken.class)
  void trailersAreNobodysBusiness(Spoken api) {
    for (Caller caller : List.of(Caller.CHAT, Caller.COMPLETIONS, Caller.MESSAGES)) {
      Received answer =
          alone(
              api,
              caller,
              (tongue, _) ->
                  Fault.says(
                      "trailers",
                      After.STAYS,
                      Mishap.head(tongue, true),
                      Fault.chunk(tongue.opening() + tongue.token("fine") + tongue.closing()),
                      "0\r\nX-Foreign: 1\r\n\r\n"));
      assertThat(answer.end()).isEqualTo(End.WHOLE);
      assertThat(answer.trailers()).isEmpty();
      assertThat(caller.words(answer.text(), true)).isEqualTo("fine");
    }
  }

  /// A line that never ends, and a body: memory has its limits, and the provider is left.
  @ParameterizedTest
  @EnumSource(Spoken.class)
  void whatNeverEndsIsGivenUp(Spoken api) throws Exception {
    for (boolean stream : List.of(true, false)) {
      try (var provider =
              RudeServer.choosing(
                  heard -> {
                    Tongue tongue = Tongue.of(heard);
                    return new Fault.Pours(
                        "a frame without end",
                        Mishap.head(tongue, stream) + Fault.chunk(endless(tongue, stream)),
                        Fault.chunk("x".repeat(1 << 18)));
                  });
          var rig = new RouterRig(api.at("first", provider.uri()));
          var client = rig.client()) {
        Caller caller = Caller.COMPLETIONS;
        Received answer = client.post(caller.path(), caller.question(stream), RouterRig.KEY).read();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(502);
        provider.next().departure();
      }
    }
  }

  private static String endless(Tongue tongue, boolean stream) {
    String whole = stream ? tongue.token("x") : tongue.body("x");
    return whole.substring(0, whole.indexOf("\"x\"") + 2);
  }

  /// The silence that counts is the provider's.
  @Test
  void clientThatReadsSlowlyIsNotAStallOfTheProvider() throws Exception {
    String much = "y".repeat(1 << 16);
    var waits =
        Backend.waits(Duration.ofSeconds(20), Duration.ofMillis(300), Duration.ofSeconds(20));
    try (var provider =
            RudeServer.choosing(
                heard -> {
                  Tongue tongue = Tongue.of(heard);
                  var frames = new ArrayList<String>();
                  frames.add(tongue.opening());
                  for (int i = 0; i < 200; i++) {
                    frames.add(tongue.token(much));
                  }
                  frames.add(tongue.closing());
                  frames.add(Mishap.END);
                  return Mishap.says(tongue, true, After.STAYS, frames.toArray(String[]::new));
                });
        var rig = new RouterRig(Spoken.OLLAMA.at("first", provider.uri()).within(waits));
        var client = rig.client()) {
      client.post(Caller.CHAT.path(), Caller.CHAT.question(true), RouterRig.KEY);
      // The client's own pace, not a guess of when something is done.
      Pause.real().last(Duration.ofMillis(900));
      Received answer = client.read();
      assertThat(answer.end()).isEqualTo(End.WHOLE);
      assertThat(Caller.CHAT.words(answer.text(), true)).hasSize(200 << 16);
    }
  }

  /// Whether it is the request's fault: nobody else is asked, and nobody is blamed.
  @ParameterizedTest
  @EnumSource(Spoken.class)
  void requestThatIsWrongIsWrongEverywhere(Spoken api) throws Exception {
    for (String status : List.of("400 Bad Request", "413 Too Large")) {
      var mishap =
          new Mishap(
              status,
              Mishap.PATIENT,
              Set.of(),
              Set.of(),
              (tongue, _) ->
                  Fault.says(
                      status,
                      After.STAYS,
                      Fault.sized(
                          status,
                          "application/json",
                          tongue.refusal(
                              Integer.parseInt(status.substring(0, 3)),
                              "temperature of " + RouterRig.FOREIGN + " is too warm"))));
      try (var stand = new Stand(api, Mishap.PATIENT)) {
        for (Caller caller : Caller.values()) {
          Received answer = stand.ask(mishap, caller, true, "");
          assertThat(answer.status())
              .as("%s", caller)
              .isEqualTo(Integer.parseInt(status.substring(0, 3)));
          assertThat(caller.refusal(answer.text()))
              .isEqualTo("temperature of " + RouterRig.MODEL + " is too warm");
          assertThat(stand.second.hasHeard()).isFalse();
        }
      }
    }
  }

  /// Some clients' libraries sleep for it in silence, so it is told only where nobody minds
  /// (product.md 6.10, clients.md 4).
  @Test
  void retryAfterIsToldOnlyWhereItIsShort() throws Exception {
    for (Map.Entry<String, String> each : Map.of("1", "1", "2", "2", "60", "").entrySet()) {
      try (var provider =
              RudeServer.playing(
                  Fault.says(
                      "429",
                      After.STAYS,
                      "HTTP/1.1 429 Too Many\r\nContent-Type: application/json\r\nRetry-After: "
                          + each.getKey()
                          + "\r\nContent-Length: 29\r\n\r\n{\"error\":\"too many requests\"}"));
          var rig = new RouterRig(Backend.ollama("first", provider.uri()));
          var client = rig.client()) {
        Received answer =
            client.post("/api/chat", Caller.CHAT.question(true), RouterRig.KEY).read();
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After").orElse("")).isEqualTo(each.getValue());
        assertThat(answer.header("x-should-retry").isPresent())
            .isEqualTo(each.getValue().isEmpty());
      }
    }
  }

  @Test
  void whoCannotBeReachedIsNamedWithoutAddress() throws Exception {
    try (var rig =
            new RouterRig(
                Backend.openAi(
                    "first", URI.create("http://127.0.0.1:" + RudeServer.refusingPort())));
        var client = rig.client()) {
      Received answer =
          client.post("/v1/messages", Caller.MESSAGES.question(true), RouterRig.KEY).read();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(Caller.MESSAGES.refusal(answer.text()))
          .isEqualTo("first cannot be reached: connection refused");
      assertThat(answer.header("x-should-retry")).contains("false");
    }
  }
}
