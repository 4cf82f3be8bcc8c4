package dev.homeport.contract;

import dev.homeport.contract.Script.Ending;
import dev.homeport.contract.Script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The conversations that every client has with every provider, as data.
public final class Conversations {
  /// Separators that are line ends to some, a character of four bytes, and one of seven characters.
  static final String ODD =
      "a\u2028b\u2029c\u0085d 🙂 👩‍👩‍👧‍👦 e\u0301 東京 \"q\" \\ \t ﬀ \u0001 \uFEFFend";

  private static final String HELLO = "Say hello.";
  private static final int LONG = 240_000;

  private Conversations() {}

  /// All of them.
  public static List<Conversation> all() {
    return Stream.of(words(), talks(), Tooled.all(), wishes(), thoughts(), endings(), counts())
        .flatMap(List::stream)
        .toList();
  }

  private static Conversation of(String name, Asked asked, Script script) {
    return new Conversation(name, asked, script);
  }

  private static List<Conversation> words() {
    return List.of(
        of("text", Asked.that(HELLO), Script.saying("Hello", ", ", "you", "!")),
        of("one word", Asked.that(HELLO), Script.saying("Hello")),
        of("nothing at all", Asked.that(HELLO), Script.of()),
        of("an empty piece among words", Asked.that(HELLO), Script.saying("He", "", "llo")),
        of(
            "blanks and line ends",
            Asked.that(HELLO),
            Script.saying("\n", " ", "a\r\n", "\n\n", " ")),
        of("odd characters in the answer", Asked.that(HELLO), Script.saying(ODD, "🙂", ODD)),
        of("odd characters one by one", Asked.that(HELLO), Script.saying(characters(ODD))),
        of("odd characters in the question", Asked.that(ODD), Script.saying("Yes.")),
        of("many little pieces", Asked.that(HELLO), Script.saying(little(300))),
        of("a long answer", Asked.that(HELLO), Script.saying(big(LONG / 2), "|", big(LONG / 2))),
        of("a long question", Asked.that(big(LONG)), Script.saying("I read it.")),
        of(
            "text that looks like JSON",
            Asked.that("{\"model\":\"x\"}"),
            Script.saying("{\"a\":", "1}")),
        of(
            "text that looks like frames",
            Asked.that(HELLO),
            Script.saying(
                "data: [DONE]\n\n", "event: error\ndata: {\"error\":1}\n\n", "{\"done\":true}\n")));
  }

  private static List<Conversation> talks() {
    var earlier =
        List.<Turn>of(Turn.user("One?"), Turn.model("One."), Turn.user("Two?"), Turn.model("Two."));
    var asking = new ArrayList<>(earlier);
    asking.add(Turn.user("Three?"));
    return List.of(
        of(
            "an instruction",
            Asked.that(new Turn.Instruction("Be brief."), Turn.user(HELLO)),
            Script.saying("Hi.")),
        of(
            "several instructions",
            Asked.that(
                new Turn.Instruction("Be brief."),
                new Turn.Instruction("Be kind."),
                Turn.user(HELLO)),
            Script.saying("Hi, dear.")),
        of(
            "an instruction in the middle",
            Asked.that(
                new Turn.Instruction("Be brief."),
                Turn.user("One?"),
                Turn.model("One."),
                new Turn.Instruction("Now be long."),
                Turn.user("Two?")),
            Script.saying("One and one are two.")),
        of("several turns", Asked.that(HELLO).turns(asking), Script.saying("Three.")),
        of(
            "two users in a row",
            Asked.that(Turn.user("One."), Turn.user("Two?")),
            Script.saying("Two.")));
  }

  private static List<Conversation> wishes() {
    var schema =
        Nodes.read(
            """
            {"type":"object","properties":{"city":{"type":"string"},"n":{"type":"integer"}},
            "required":["city","n"],"additionalProperties":false}""");
    var png = new Turn.Picture("image/png", Pictures.PNG);
    var jpeg = new Turn.Picture("image/jpeg", Pictures.JPEG);
    return List.of(
        of(
            "any JSON",
            Asked.that("Answer in JSON.").shaped(new Asked.Shape(null)),
            Script.saying("{\"a\"", ":1}")),
        of(
            "JSON by a schema",
            Asked.that("Which city?").shaped(new Asked.Shape(schema)),
            Script.saying("{\"city\":", "\"Oslo\",\"n\":1}")),
        of(
            "a picture",
            Asked.that(new Turn.User("What is it?", List.of(png))),
            Script.saying("A dot.")),
        of(
            "two pictures of two kinds",
            Asked.that(new Turn.User("Which is which?", List.of(png, jpeg))),
            Script.saying("Left and right.")),
        of(
            "a picture earlier on",
            Asked.that(
                new Turn.User("What is it?", List.of(png)),
                Turn.model("A dot."),
                Turn.user("Sure?")),
            Script.saying("Quite.")),
        of(
            "all knobs",
            Asked.that(HELLO)
                .turning(
                    "'temperature':0.5,'top_p':0.25,'top_k':7,'min_p':0.125,'seed':42,'max_tokens':77,"
                        + "'presence_penalty':0.5,'frequency_penalty':0.75,'repeat_penalty':1.5,"
                        + "'stop':['END','FIN']"),
            Script.saying("Hello.")),
        of(
            "knobs at zero",
            Asked.that(HELLO)
                .turning(
                    "'temperature':0,'seed':0,'presence_penalty':0,'frequency_penalty':0,'top_p':1"),
            Script.saying("Hello.")),
        of(
            "one stop text",
            Asked.that(HELLO).turning("'stop':['END']"),
            Script.saying("Hello ").ending(new Ending.AtStop("END"))),
        of("chances of tokens", Asked.that(HELLO).weighing(2), Script.saying("Hel", "lo", " 🙂")),
        of(
            "chances of the tokens alone",
            Asked.that(HELLO).weighing(0),
            Script.saying("Hel", "lo")));
  }

  private static List<Conversation> thoughts() {
    var thinking =
        Script.of(
            new Step.Thinking("They greet"),
            new Step.Thinking(", so do I. 🙂\u2028"),
            new Step.Text("Hel"),
            new Step.Text("lo."));
    var counted = thinking.using(new Script.Tokens(21, 19, 0, 9));
    return List.of(
        of("thinking", Asked.that(HELLO).thinking("on"), counted),
        of("thinking unasked", Asked.that(HELLO), counted),
        of("thinking hard", Asked.that(HELLO).thinking("high"), counted),
        of("not thinking", Asked.that(HELLO).thinking("off"), Script.saying("Hello.")),
        of(
            "long thinking",
            Asked.that(HELLO).thinking("on"),
            Script.of(new Step.Thinking(big(LONG / 2)), new Step.Text("Well."))),
        of(
            "earlier thinking",
            Asked.that(
                    Turn.user("One?"),
                    new Turn.Model("It is about one.", "One.", List.of()),
                    Turn.user("Two?"))
                .thinking("on"),
            Script.of(new Step.Thinking("Now two."), new Step.Text("Two."))));
  }

  private static List<Conversation> endings() {
    var endings = new ArrayList<Conversation>();
    Script half = Script.saying("Hello", ", ", "you");
    endings.add(
        of(
            "length",
            Asked.that(HELLO).turning("'max_tokens':3"),
            half.ending(new Ending.Done(Script.Why.LENGTH))));
    endings.add(
        of("filtered", Asked.that(HELLO), half.ending(new Ending.Done(Script.Why.FILTERED))));
    endings.add(
        of(
            "refusal",
            Asked.that(HELLO),
            Script.of(new Step.Refusal("I will "), new Step.Refusal("not."))));
    endings.add(
        of("an error in the middle", Asked.that(HELLO), half.ending(new Ending.Broken("boom"))));
    endings.add(
        of(
            "an error after a thought",
            Asked.that(HELLO).thinking("on"),
            Script.of(new Step.Thinking("Hm.")).ending(new Ending.Broken("boom"))));
    endings.add(
        of(
            "an error as the first thing",
            Asked.that(HELLO),
            Script.only(new Ending.Broken("boom"))));
    endings.add(of("a silent end", Asked.that(HELLO), half.ending(new Ending.Silent())));
    endings.add(of("a silent end at once", Asked.that(HELLO), Script.only(new Ending.Silent())));
    for (int status : new int[] {400, 401, 402, 403, 404, 413, 429, 500, 503}) {
      endings.add(
          of(
              "refused with " + status,
              Asked.that(HELLO),
              Script.only(new Ending.Refused(status, "no"))));
    }
    endings.add(of("a page of HTML", Asked.that(HELLO), Script.only(new Ending.Page(200))));
    endings.add(
        of("a page of HTML for an error", Asked.that(HELLO), Script.only(new Ending.Page(502))));
    return endings;
  }

  private static List<Conversation> counts() {
    var counts = new ArrayList<Conversation>();
    for (Script.Counting counting : Script.Counting.values()) {
      if (counting != Script.Counting.USUAL) {
        String name =
            "counted " + counting.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        counts.add(of(name, Asked.that(HELLO), Script.saying("Hel", "lo.").counted(counting)));
      }
    }
    counts.add(
        of(
            "nothing counted but zero",
            Asked.that(HELLO),
            Script.saying("Hello.").using(new Script.Tokens(0, 1, 0, 0))));
    return counts;
  }

  private static String[] characters(String text) {
    return text.codePoints().mapToObj(Character::toString).toArray(String[]::new);
  }

  private static String[] little(int count) {
    return Stream.iterate(0, i -> i + 1).limit(count).map(i -> i + " ").toArray(String[]::new);
  }

  /// A long text without any repetition that would hide a shift.
  static String big(int length) {
    var text = new StringBuilder(length + 16);
    for (int i = 0; text.length() < length; i++) {
      text.append(i).append(i % 10 == 0 ? "\n" : i % 7 == 0 ? "ß " : " ");
    }
    return text.toString();
  }
}
