package dev.homeport.contract;

import dev.homeport.contract.Asked.Offer;
import dev.homeport.contract.Script.Ending;
import dev.homeport.contract.Script.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conversations about tools.
final class Tooled {
  private static final Offer WEATHER =
      offer(
          "get_weather",
          """
          {"type":"object","properties":{"city":{"type":"string","description":"The city"},
          "unit":{"type":"string","enum":["c","f"]}},"required":["city"]}""");
  private static final Offer TIME = offer("get_time", null);
  private static final Offer PLAN =
      offer(
          "make_plan",
          """
          {"type":"object","properties":{"steps":{"type":"array","items":{"type":"object","properties":
          {"at":{"type":"string"},"with":{"type":"object","properties":{"who":{"type":"string"}}}}}},
          "budget":{"type":"number"}},"required":["steps"]}""");

  private static final String WEATHER_IN = "{\"city\":\"Oslo\"}";
  private static final String QUESTION = "Weather and time in Oslo?";

  private Tooled() {}

  static List<Conversation> all() {
    var all = new ArrayList<>(calls());
    all.addAll(results());
    all.addAll(choices());
    return all;
  }

  private static Offer offer(String name, @Nullable String parameters) {
    return new Offer(name, "Does " + name, parameters == null ? null : Nodes.read(parameters));
  }

  private static Asked asked() {
    return Asked.that(QUESTION).offering(WEATHER, TIME, PLAN);
  }

  private static Conversation answering(String name, Step... steps) {
    return new Conversation(name, asked(), Script.of(steps));
  }

  private static List<Conversation> calls() {
    var weather = new Step.Call("get_weather", WEATHER_IN);
    var time = new Step.Call("get_time", "{}");
    return List.of(
        answering("tools that are not used", new Step.Text("It is "), new Step.Text("cold.")),
        answering("one call", weather),
        answering("two calls", weather, new Step.Call("get_time", "{}")),
        answering(
            "three calls of one tool",
            weather,
            new Step.Call("get_weather", "{\"city\":\"Rom\"}"),
            new Step.Call("get_weather", "{\"unit\":\"c\",\"city\":\"Bern\"}")),
        answering("the same call twice", weather, weather),
        answering("a call without arguments", time),
        answering(
            "nested arguments",
            new Step.Call(
                "make_plan",
                "{\"steps\":[{\"at\":\"9:00\",\"with\":{\"who\":\"Åsa\"}},{\"at\":\"\",\"with\":{}}],"
                    + "\"budget\":12.5}")),
        answering(
            "odd characters in arguments",
            new Step.Call("get_weather", Nodes.object().put("city", Conversations.ODD).toString())),
        answering(
            "long arguments",
            new Step.Call(
                "get_weather", Nodes.object().put("city", Conversations.big(50_000)).toString())),
        answering("words and a call", new Step.Text("Let me "), new Step.Text("look."), weather),
        answering("words and two calls", new Step.Text("Let me look."), weather, time),
        new Conversation(
            "a thought and a call",
            asked().thinking("on"),
            Script.of(new Step.Thinking("I must look."), weather)),
        new Conversation(
            "a thought, words and two calls",
            asked().thinking("on"),
            Script.of(new Step.Thinking("Hm."), new Step.Text("Wait."), weather, time)),
        new Conversation(
            "an error after a call", asked(), Script.of(weather).ending(new Ending.Broken("boom"))),
        new Conversation(
            "a silent end after a call", asked(), Script.of(weather).ending(new Ending.Silent())));
  }

  private static List<Conversation> results() {
    var weather = Turn.call("call_weather1", "get_weather", WEATHER_IN);
    var time = Turn.call("call_time1", "get_time", "{}");
    var again = Turn.call("call_weather2", "get_weather", "{\"city\":\"Rom\"}");
    var cold = new Turn.Result("call_weather1", "get_weather", "4 °C");
    return List.of(
        told("one result", "It is cold.", Turn.user(QUESTION), Turn.calls(weather), cold),
        told(
            "two results",
            "Cold and late.",
            Turn.user(QUESTION),
            Turn.calls(weather, time),
            cold,
            new Turn.Result("call_time1", "get_time", "22:00")),
        told(
            "results in another order",
            "Cold here, warm there.",
            Turn.user(QUESTION),
            Turn.calls(weather, again),
            new Turn.Result("call_weather2", "get_weather", "20 °C"),
            cold),
        told(
            "a result that is JSON",
            "Cold.",
            Turn.user(QUESTION),
            Turn.calls(weather),
            new Turn.Result("call_weather1", "get_weather", "{\"t\":4,\"unit\":\"c\"}")),
        told(
            "an empty result",
            "Nothing.",
            Turn.user(QUESTION),
            Turn.calls(weather),
            new Turn.Result("call_weather1", "get_weather", "")),
        told(
            "words beside the calls",
            "Cold.",
            Turn.user(QUESTION),
            new Turn.Model("", "Let me look.", List.of(weather)),
            cold),
        told(
            "two rounds of calls",
            "All done.",
            Turn.user(QUESTION),
            Turn.calls(weather),
            cold,
            Turn.calls(again),
            new Turn.Result("call_weather2", "get_weather", "20 °C"),
            Turn.model("Cold here, warm there."),
            Turn.user("Thanks. And now?")),
        told(
            "ids of another provider",
            "Cold.",
            Turn.user(QUESTION),
            Turn.calls(
                Turn.call("functions.get_weather:0", "get_weather", WEATHER_IN),
                Turn.call("tool|ä/" + "x".repeat(90), "get_time", "{}")),
            new Turn.Result("functions.get_weather:0", "get_weather", "4 °C"),
            new Turn.Result("tool|ä/" + "x".repeat(90), "get_time", "22:00")));
  }

  private static Conversation told(String name, String answer, Turn... turns) {
    return new Conversation(name, asked().turns(List.of(turns)), Script.saying(answer));
  }

  private static List<Conversation> choices() {
    var call = Script.of(new Step.Call("get_weather", WEATHER_IN));
    return List.of(
        new Conversation("tools as it likes", asked().choosing("auto"), call),
        new Conversation("some tool", asked().choosing("required"), call),
        new Conversation("one certain tool", asked().choosing("=get_weather"), call),
        new Conversation("no tool", asked().choosing("none"), Script.saying("I may not look.")));
  }
}
