package dev.homeport.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.client.ClientLibrary.Deed;
import dev.homeport.client.Outcome.Given;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Step;
import dev.homeport.contract.Turn;
import org.junit.jupiter.api.Test;

/// What there is besides for the users of libraries that call tools by themselves.
interface Running {
  /// A proper call.
  Call call();

  /// The router that is asked.
  RouterRig rig();

  /// Asks for one thing that must be given.
  Given gives(Deed deed, Call call);

  @Test
  default void runnerCallsToolsUntilThereIsAnAnswer() throws Exception {
    var cologne = new Step.Call("get_weather", "{\"city\":\"Köln\"}");
    var tokyo = new Step.Call("get_weather", "{\"city\":\"東京\"}");
    var oslo = new Step.Call("get_weather", "{\"city\":\"Oslo\"}");
    rig().playing(Script.of(cologne, tokyo), Script.of(oslo), Script.saying("Fine", " weather."));
    Given ran = gives(Deed.RUN, call());
    assertThat(ran.text()).isEqualTo("sunny in Köln, sunny in 東京, sunny in Oslo: Fine weather.");
    rig().answerer().next();
    rig().answerer().next();
    assertThat(rig().answerer().next().understood().turns())
        .filteredOn(Turn.Result.class::isInstance)
        .extracting(result -> ((Turn.Result) result).text())
        .containsExactly("sunny in Köln", "sunny in 東京", "sunny in Oslo");
  }
}
