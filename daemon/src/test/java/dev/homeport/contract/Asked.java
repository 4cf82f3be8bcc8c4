package dev.homeport.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a model is asked: as a client means it, and as a provider has understood it. That both are
/// one is what the contract is about.
///
/// @param choice nothing, `auto`, `none`, `required`, or `=` and the name of a tool
/// @param shape nothing for free text
/// @param knobs how tokens are chosen: `temperature top_p top_k min_p presence_penalty
///   frequency_penalty repeat_penalty seed max_tokens stop`
/// @param think nothing, `off`, `on`, `low`, `medium` or `high`
/// @param chances how many other tokens beside each are wanted, nothing for none at all
public record Asked(
    String model,
    List<Turn> turns,
    List<Offer> offers,
    @Nullable String choice,
    @Nullable Shape shape,
    SortedMap<String, JsonNode> knobs,
    @Nullable String think,
    @Nullable Integer chances,
    boolean stream) {

  /// The name by which clients ask.
  public static final String MODEL = "my-model:latest";

  /// A tool.
  ///
  /// @param parameters nothing where it takes none
  public record Offer(String name, String description, @Nullable JsonNode parameters) {}

  /// What the answer must look like: some object, or one that keeps to a schema.
  ///
  /// @param schema nothing where any object will do
  public record Shape(@Nullable JsonNode schema) {}

  /// A conversation about nothing special.
  public static Asked that(Turn... turns) {
    return new Asked(
        MODEL, List.of(turns), List.of(), null, null, new TreeMap<>(), null, null, true);
  }

  /// One thing that a user says.
  public static Asked that(String words) {
    return that(Turn.user(words));
  }

  /// The same with these turns.
  public Asked turns(List<Turn> others) {
    return new Asked(model, others, offers, choice, shape, knobs, think, chances, stream);
  }

  /// The same with these tools.
  public Asked offering(Offer... tools) {
    return new Asked(model, turns, List.of(tools), choice, shape, knobs, think, chances, stream);
  }

  /// The same with a say in which tool is used.
  public Asked choosing(@Nullable String other) {
    return new Asked(model, turns, offers, other, shape, knobs, think, chances, stream);
  }

  /// The same in this shape.
  public Asked shaped(@Nullable Shape other) {
    return new Asked(model, turns, offers, choice, other, knobs, think, chances, stream);
  }

  /// The same with these knobs, written as JSON without the braces.
  public Asked turning(String json) {
    var turned = new TreeMap<>(knobs);
    Nodes.read("{" + json.replace('\'', '"') + "}")
        .properties()
        .forEach(knob -> turned.put(knob.getKey(), knob.getValue()));
    return turned(turned);
  }

  /// The same with exactly these knobs.
  public Asked turned(SortedMap<String, JsonNode> others) {
    return new Asked(model, turns, offers, choice, shape, others, think, chances, stream);
  }

  /// The same with that much thought.
  public Asked thinking(@Nullable String other) {
    return new Asked(model, turns, offers, choice, shape, knobs, other, chances, stream);
  }

  /// The same with chances of tokens.
  public Asked weighing(@Nullable Integer others) {
    return new Asked(model, turns, offers, choice, shape, knobs, think, others, stream);
  }

  /// The same, in pieces or at once.
  public Asked streaming(boolean other) {
    return new Asked(model, turns, offers, choice, shape, knobs, think, chances, other);
  }

  /// The same asked of a model of another name.
  public Asked of(String name) {
    return new Asked(name, turns, offers, choice, shape, knobs, think, chances, stream);
  }

  /// The same with the ids of calls replaced by their numbers, because everybody makes ids of his
  /// own.
  public Asked numbered() {
    var ids = new CallNumbers();
    var numbered = new ArrayList<Turn>();
    for (Turn turn : turns) {
      numbered.add(
          switch (turn) {
            case Turn.Model(String thinking, String text, var calls) -> {
              var counted = new ArrayList<Turn.Called>();
              for (Turn.Called call : calls) {
                counted.add(
                    new Turn.Called(
                        ids.called(call.id(), call.tool()), call.tool(), call.arguments()));
              }
              yield new Turn.Model(thinking, text, counted);
            }
            case Turn.Result(String id, String tool, String text) -> {
              CallNumbers.Found found = ids.answered(id, tool);
              yield new Turn.Result(found.number(), found.tool(), text);
            }
            case Turn.Instruction _, Turn.User _ -> turn;
          });
    }
    return turns(numbered);
  }

  /// All that the program tells the model, in order.
  public List<String> instructions() {
    return turns.stream()
        .filter(Turn.Instruction.class::isInstance)
        .map(turn -> ((Turn.Instruction) turn).text())
        .toList();
  }
}
