package dev.homeport.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Makes up conversations that everybody takes for proper ones: users and models take turns, calls
/// are answered, tools have names of their own.
public final class RandomTalk {
  private static final String[] WORDS = {
    "one", "zwei", "три", "四", "🙂", "é", "\"", "\\", "\u2028", "{", "data:", "<b>", "\t", "0"
  };

  private final Random random;

  /// The same talk for the same state of chance.
  public RandomTalk(Random random) {
    this.random = random;
  }

  /// A question in as many turns as it likes, with nothing in it that needs other abilities.
  public Asked asked(Set<Ability> abilities) {
    var turns = new ArrayList<Turn>();
    if (random.nextBoolean()) {
      turns.add(new Turn.Instruction(words()));
    }
    List<Asked.Offer> offers = offers();
    int rounds = random.nextInt(3);
    for (int i = 0; i < rounds; i++) {
      turns.add(user());
      if (!offers.isEmpty() && random.nextBoolean()) {
        calls(offers, i, turns);
      }
      turns.add(Turn.model(words()));
    }
    turns.add(user());
    if (!offers.isEmpty() && random.nextBoolean()) {
      calls(offers, rounds, turns);
    }
    Asked asked =
        Asked.that(turns.toArray(Turn[]::new))
            .offering(offers.toArray(Asked.Offer[]::new))
            .streaming(random.nextBoolean())
            .turning("'max_tokens':" + (4097 + random.nextInt(1000)));
    for (String knob :
        new String[] {
          "'temperature':" + random.nextInt(5) / 4.0,
          "'top_k':" + (1 + random.nextInt(50)),
          "'seed':" + random.nextInt(1_000_000),
          "'presence_penalty':0.25",
          "'stop':[\"END\"]",
          "'stop':[\"END\",\"§\"]"
        }) {
      if (random.nextInt(3) == 0) {
        asked = asked.turning(knob);
      }
    }
    if (abilities.contains(Ability.SCHEMA) && random.nextInt(5) == 0) {
      asked =
          asked.shaped(
              new Asked.Shape(
                  Nodes.read(
                      "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],\"additionalProperties\":false}")));
    }
    return asked;
  }

  private Turn.User user() {
    return random.nextInt(4) == 0
        ? new Turn.User(words(), List.of(new Turn.Picture("image/png", Pictures.PNG)))
        : Turn.user(words());
  }

  private void calls(List<Asked.Offer> offers, int round, List<Turn> turns) {
    var calls = new ArrayList<Turn.Called>();
    var results = new ArrayList<Turn>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String id = "call_" + round + "_" + i;
      String tool = offers.get(random.nextInt(offers.size())).name();
      calls.add(new Turn.Called(id, tool, object(2)));
      results.add(new Turn.Result(id, tool, random.nextInt(5) == 0 ? "" : words()));
    }
    turns.add(new Turn.Model("", random.nextBoolean() ? words() : "", calls));
    turns.addAll(results);
  }

  private List<Asked.Offer> offers() {
    var offers = new ArrayList<Asked.Offer>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      ObjectNode parameters = Nodes.object().put("type", "object");
      ObjectNode properties = parameters.putObject("properties");
      properties.putObject("p" + i).put("type", "string").put("description", words());
      properties.putObject("n").put("type", "array").putObject("items").put("type", "integer");
      offers.add(new Asked.Offer("tool_" + i, words(), random.nextInt(4) == 0 ? null : parameters));
    }
    return offers;
  }

  private ObjectNode object(int depth) {
    ObjectNode object = Nodes.object();
    int fields = random.nextInt(4);
    for (int i = 0; i < fields; i++) {
      String name = "k" + i;
      switch (random.nextInt(6)) {
        case 0 -> object.put(name, words());
        case 1 -> object.put(name, random.nextInt());
        case 2 -> object.put(name, random.nextInt(1000) / 8.0);
        case 3 -> object.putNull(name);
        case 4 -> {
          ArrayNode list = object.putArray(name);
          list.add(random.nextBoolean()).add(words());
        }
        default -> {
          if (depth > 0) {
            object.set(name, object(depth - 1));
          }
        }
      }
    }
    return object;
  }

  private String words() {
    var words = new StringBuilder("w");
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      words.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
    }
    return words.append('.').toString();
  }
}
