package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act.After;
import dev.homeport.fake.AtOnce;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rude: a head that goes out before anybody has begun says the type that the answer has then,
/// whoever gives it and whether it passes or is translated.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class HeadTypeTest {
  private static final Terms HOLDING =
      Terms.LAX.holding(Duration.ofMillis(30), Duration.ofMillis(15));

  private static Received ask(Spoken api, Terms terms, Caller caller, boolean stream) {
    try (var server =
            RudeServer.choosing(
                heard -> {
                  Tongue tongue = Tongue.of(heard);
                  return new Fault.Says(
                      "in two halves",
                      List.of(
                          "",
                          Mishap.head(tongue, true) + Fault.chunk(halves(tongue)[0]),
                          Fault.chunk(halves(tongue)[1]),
                          Mishap.END),
                      Duration.ofMillis(50),
                      After.STAYS);
                });
        var rig = new RouterRig(terms, api.at("first", server.uri()));
        RawClient client = rig.client()) {
      return client.post(caller.path(), caller.question(stream), RouterRig.KEY).read();
    }
  }

  /// A stream that breaks off in the middle of a frame for longer than a client hears nothing.
  private static String[] halves(Tongue tongue) {
    String whole = tongue.opening() + tongue.token("One") + tongue.token(" two");
    int half = whole.length() - 10;
    return new String[] {whole.substring(0, half), whole.substring(half) + tongue.closing()};
  }

  /// The providers side by side, because their answers take their time.
  @ParameterizedTest
  @EnumSource(Caller.class)
  void headSaysTheTypeOfTheAnswer(Caller caller) throws Exception {
    AtOnce.all(
        Stream.of(Spoken.values())
            .<Runnable>map(api -> () -> headSaysTheTypeOfTheAnswer(caller, api))
            .toList());
  }

  private static void headSaysTheTypeOfTheAnswer(Caller caller, Spoken api) {
    for (boolean stream : List.of(true, false)) {
      Received prompt = ask(api, Terms.LAX, caller, stream);
      Received held = ask(api, HOLDING, caller, stream);
      assertThat(held.header("Content-Type"))
          .as("%s %s", api, stream)
          .isEqualTo(prompt.header("Content-Type"));
      assertThat(held.end()).as(held.toString()).isEqualTo(End.WHOLE);
      assertThat(caller.words(held.text(), stream)).as(held.toString()).isEqualTo("One two");
      assertThat(held.header("Homeport-Provider")).isEmpty();
    }
  }
}
