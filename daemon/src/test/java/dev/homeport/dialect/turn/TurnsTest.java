package dev.homeport.dialect.turn;

import static dev.homeport.dialect.Wish.call;
import static dev.homeport.dialect.Wish.calling;
import static dev.homeport.dialect.Wish.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Prompt;
import dev.homeport.dialect.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Order in conversations (wire.md G.18, G.20, G.34).
class TurnsTest {
  @Test
  void turnsOfOneSideBecomeOne() {
    var turns =
        Turns.of(
            List.of(
                Message.User.saying("a"),
                Message.User.saying("b"),
                Message.Assistant.saying("c"),
                Message.Assistant.saying("d")));
    assertThat(turns)
        .containsExactly(
            new Turn.User(List.of(new Part.Text("a\nb"))),
            new Turn.Model(List.of(new Part.Text("c\nd")), List.of()));
  }

  @Test
  void userBeginsAlthoughTheModelDid() {
    var turns = Turns.of(List.of(Message.Assistant.saying("hi")));
    assertThat(turns.getFirst()).isEqualTo(new Turn.User(List.of(Turn.BLANK)));
  }

  @Test
  void emptyConversationIsABlankTurn() {
    assertThat(Turns.of(List.of())).containsExactly(new Turn.User(List.of(Turn.BLANK)));
  }

  @Test
  void emptyTurnOfTheUserIsBlankAndOneOfTheModelIsLeftOut() {
    var turns =
        Turns.of(
            List.of(
                Message.User.saying(""),
                Message.Assistant.saying("x"),
                Message.User.saying(""),
                calling(new Part.Thought("hm", "seal")),
                Message.User.saying("now")));
    assertThat(turns).hasSize(3);
    assertThat(turns.get(0)).isEqualTo(new Turn.User(List.of(Turn.BLANK)));
    assertThat(turns.get(2)).isEqualTo(new Turn.User(List.of(new Part.Text("now"))));
  }

  @Test
  void resultsStandInTheOrderOfTheCallsAlthoughTheyCameInAnother() {
    var turns =
        Turns.of(
            List.of(
                Message.User.saying("go"),
                calling(call("1", "a", "{}"), call("2", "b", "{}")),
                result("2", "two"),
                Message.User.saying("and hurry"),
                result("1", "one")));
    assertThat(((Turn.Model) turns.get(1)).results().stream().map(Message::text))
        .containsExactly("one", "two");
    assertThat(turns).hasSize(3);
  }

  @Test
  void resultWithoutAnIdGoesToTheCallOfItsTool() {
    var byName = new Message.Result("", "b", List.of(new Part.Text("two")), false);
    var turns =
        Turns.of(
            List.of(
                Message.User.saying("go"),
                calling(call("", "a", "{}"), call("", "b", "{}")),
                byName,
                result("", "one")));
    assertThat(((Turn.Model) turns.get(1)).results().stream().map(Message::text))
        .containsExactly("one", "two");
  }

  @Test
  void idThatIsUsedAgainMeansTheLastCallWithIt() {
    var turns =
        Turns.of(
            List.of(
                Message.User.saying("go"),
                calling(call("c", "a", "{}")),
                result("c", "first"),
                calling(call("c", "b", "{}")),
                result("c", "second")));
    assertThat(((Turn.Model) turns.get(1)).results().getFirst().text()).isEqualTo("first");
    assertThat(((Turn.Model) turns.get(2)).results().getFirst().text()).isEqualTo("second");
  }

  @Test
  void callWithoutAResultGetsOneThatSaysSo() {
    var turns = Turns.of(List.of(Message.User.saying("go"), calling(call("c", "a", "{}"))));
    var lost = ((Turn.Model) turns.get(1)).results().getFirst();
    assertThat(lost.failed()).isTrue();
    assertThat(lost.text()).contains("no result");
  }

  @Test
  void resultWithoutACallIsToldByTheUser() {
    var turns = Turns.of(List.of(Message.User.saying("go"), result("nobody", "42")));
    assertThat(turns).hasSize(1);
    assertThat(new Message.User(((Turn.User) turns.getFirst()).parts()).text()).contains("42");
  }

  @Test
  void whatNoConversationCanSayIsTold() {
    assertThat(Turns.lacks(Wish.hello().withTools("a", "b").request())).isNull();
    assertThat(Turns.lacks(Wish.hello().withTools("a", "a").request()))
        .isEqualTo("several tools of one name");
    var filling = new Prompt.Plain("a", null, List.of(), "z", false, false);
    assertThat(Turns.lacks(Wish.hello().request(filling))).contains("suffix");
    var raw = new Prompt.Plain("a", null, List.of(), null, true, false);
    assertThat(Turns.lacks(Wish.hello().request(raw))).contains("one engine");
    var plain = new Prompt.Plain("a", "b", List.of(), null, false, false);
    assertThat(Turns.lacks(Wish.hello().request(plain))).isNull();
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyConversationComesOutInOrder(long seed) {
    var random = new Random(seed);
    var messages = new ArrayList<Message>();
    for (int i = random.nextInt(12); i > 0; i--) {
      String id = "c" + random.nextInt(3);
      messages.add(
          switch (random.nextInt(5)) {
            case 0 -> new Message.Instruction(random.nextBoolean() ? "" : "be");
            case 1 -> Message.User.saying(random.nextBoolean() ? "" : "u");
            case 2 -> Message.Assistant.saying(random.nextBoolean() ? "" : "a");
            case 3 -> calling(call(id, "t", "{}"), call("c1", "t", "{}"));
            default -> result(id, "r");
          });
    }
    List<Turn> turns = Turns.of(messages);
    assertThat(turns.getFirst()).isInstanceOf(Turn.User.class);
    for (int i = 0; i < turns.size(); i++) {
      switch (turns.get(i)) {
        case Turn.User(var parts) -> assertThat(parts).isNotEmpty();
        case Turn.Model model -> {
          assertThat(model.parts()).isNotEmpty();
          assertThat(model.results()).hasSameSizeAs(model.calls());
        }
      }
      boolean joined = i > 0 && turns.get(i).getClass() == turns.get(i - 1).getClass();
      assertThat(
              joined && !(turns.get(i - 1) instanceof Turn.Model(_, var done) && !done.isEmpty()))
          .isFalse();
    }
  }
}
