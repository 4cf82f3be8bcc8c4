package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Usage;
import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.FakePurse;
import dev.homeport.fake.FakePurse.Settled;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Place;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.journal.Event.Charge;
import dev.homeport.journal.Event.RequestEnded;
import dev.homeport.journal.Event.Tokens;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rude: what answers cost, and what becomes of a question for which there is no money (product.md
/// 6.10, 7; cases.md I2–I4).
@Tag("rude")
@ExtendWith(LeakCheck.class)
class BudgetTest {
  private static final String ALONE = "Homeport-Fallback: never\r\n";

  private final FakePurse purse = new FakePurse(Map.of("dear", 10L, "cheap", 1L));

  private static Act fine(Heard heard) {
    Tongue tongue = Tongue.of(heard);
    return Mishap.good(tongue, tongue.isStreamed(heard), "fine");
  }

  private RouterRig rig(Backend... chain) {
    return new RouterRig(Terms.STRICT, purse, chain);
  }

  private static Received ask(RouterRig rig, Caller caller, boolean stream, String headers) {
    try (RawClient client = rig.client()) {
      return client.post(caller.path(), caller.question(stream), RouterRig.KEY, headers).read();
    }
  }

  private static void isBroke(Received answer, Caller caller) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(402);
    assertThat(caller.refusal(answer.text())).startsWith(FakePurse.BROKE);
    assertThat(answer.header("x-should-retry")).contains("false");
    assertThat(answer.header("Retry-After")).isEmpty();
  }

  private static Charge charge(RequestEnded ended) {
    return Objects.requireNonNull(ended.charge(), "a charge");
  }

  @ParameterizedTest
  @EnumSource(Caller.class)
  void nobodyIsAskedWithoutMoney(Caller caller) throws Exception {
    try (var dear = RudeServer.choosing(BudgetTest::fine);
        var rig = rig(Backend.openAi("dear", dear.uri()))) {
      purse.isBrokeFor("dear");
      for (boolean stream : new boolean[] {true, false}) {
        Received answer = ask(rig, caller, stream, "");
        isBroke(answer, caller);
        assertThat(answer.header("Homeport-Attempts").orElseThrow()).startsWith("dear;over-budget");
        RequestEnded ended = rig.ended();
        assertThat(ended.provider()).isNull();
        assertThat(charge(ended).attempts()).isZero();
        assertThat(charge(ended).cost()).isZero();
        assertThat(charge(ended).cause()).isEqualTo("over-budget");
      }
      assertThat(dear.hasHeard()).isFalse();
      // It is nobody's failure.
      assertThat(rig.notes()).isEmpty();
      assertThat(rig.conditions().patients()).isEmpty();
    }
  }

  @Test
  void cheaperOneAnswers() throws Exception {
    try (var dear = RudeServer.choosing(BudgetTest::fine);
        var cheap = RudeServer.choosing(BudgetTest::fine);
        var rig = rig(Backend.openAi("dear", dear.uri()), Backend.openAi("cheap", cheap.uri()))) {
      purse.isBrokeFor("dear");
      Received answer = ask(rig, Caller.CHAT, true, "");
      assertThat(Caller.CHAT.words(answer.text(), true)).isEqualTo("fine");
      RequestEnded ended = rig.ended();
      assertThat(ended.provider()).isEqualTo("cheap");
      assertThat(charge(ended).cause()).isEqualTo("over-budget");
      assertThat(charge(ended).attempts()).isOne();
      isBroke(ask(rig, Caller.CHAT, true, ALONE), Caller.CHAT);
      isBroke(ask(rig, Caller.CHAT, true, "Homeport-Provider: dear\r\n"), Caller.CHAT);
      assertThat(dear.hasHeard()).isFalse();
    }
  }

  /// That there is no money is what its owner can change; why home is away is told besides.
  @Test
  void budgetTellsMoreThanAHomeThatIsAway() throws Exception {
    try (Place home = Place.refusing();
        var dear = RudeServer.choosing(BudgetTest::fine);
        var rig = rig(Backend.ollama("home", home.uri()), Backend.openAi("dear", dear.uri()))) {
      purse.isBrokeFor("dear");
      Received answer = ask(rig, Caller.CHAT, true, "");
      isBroke(answer, Caller.CHAT);
      assertThat(Caller.CHAT.refusal(answer.text())).contains("; and home cannot be reached");
    }
  }

  @Test
  void wrongRequestIsWrongWhateverItWouldCost() throws Exception {
    try (var cheap =
            RudeServer.choosing(
                heard ->
                    Fault.says(
                        "wrong",
                        After.STAYS,
                        Fault.sized(
                            "400 Bad",
                            "application/json",
                            Tongue.of(heard).refusal(400, "temperature is too high"))));
        var rig = rig(Backend.openAi("dear", cheap.uri()), Backend.openAi("cheap", cheap.uri()))) {
      purse.isBrokeFor("dear");
      assertThat(ask(rig, Caller.CHAT, true, "").status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatTheProviderCountsIsPaid(boolean stream) throws Exception {
    for (Caller caller : Caller.values()) {
      try (var cheap = RudeServer.choosing(BudgetTest::fine);
          var rig = rig(Backend.openAi("cheap", cheap.uri()))) {
        assertThat(ask(rig, caller, stream, "").status()).isEqualTo(200);
        RequestEnded ended = rig.ended();
        Settled paid = purse.settled().getLast();
        Usage usage = Objects.requireNonNull(paid.usage(), "a usage");
        assertThat(ended.tokens())
            .as("%s", caller)
            .isEqualTo(new Tokens(usage.prompt(), usage.answer()));
        assertThat(charge(ended).cost()).isEqualTo(usage.total());
        assertThat(charge(ended).estimated()).isEqualTo(paid.estimated());
        assertThat(paid.estimate().prompt()).isPositive();
      }
    }
    assertThat(purse.settled()).hasSize(purse.opened());
  }

  /// Two words went out before it broke off: somebody pays for them (cases.md I2).
  @Test
  void partOfAnAnswerIsPaid() throws Exception {
    try (var cheap =
            RudeServer.choosing(
                heard ->
                    Mishap.says(
                        Tongue.of(heard),
                        true,
                        After.CLOSES,
                        Mishap.begun(Tongue.of(heard), true)));
        var rig = rig(Backend.openAi("cheap", cheap.uri()))) {
      Received answer = ask(rig, Caller.CHAT, true, "");
      assertThat(Caller.CHAT.words(answer.text(), true)).isEqualTo("One two");
      RequestEnded ended = rig.ended();
      assertThat(ended.provider()).isEqualTo("cheap");
      assertThat(charge(ended).estimated()).isTrue();
      assertThat(charge(ended).cost()).isPositive();
      assertThat(ended.tokens()).isNotNull().returns(2L, Tokens::answer);
    }
  }

  /// A client that leaves in the middle has had what it had, and it is known from whom.
  @Test
  void whoLeavesInTheMiddleHasHadSomething() throws Exception {
    try (var cheap =
            RudeServer.choosing(
                heard ->
                    Mishap.says(
                        Tongue.of(heard),
                        true,
                        After.HANGS,
                        Mishap.begun(Tongue.of(heard), true)));
        var rig = rig(Backend.openAi("cheap", cheap.uri()))) {
      try (RawClient client = rig.client()) {
        client.post(Caller.CHAT.path(), Caller.CHAT.question(true), RouterRig.KEY);
        assertThat(client.head().status()).isEqualTo(200);
        while (!client.piece().orElseThrow().text().contains("two")) {
          // Until both words are out.
        }
      }
      RequestEnded ended = rig.ended();
      assertThat(ended.status()).isEqualTo(499);
      assertThat(ended.provider()).isEqualTo("cheap");
      assertThat(charge(ended).cost()).isPositive();
      assertThat(charge(ended).estimated()).isTrue();
      // Those the key's minute has less.
      assertThat(Objects.requireNonNull(ended.tokens()).answer()).isPositive();
      assertThat(purse.settled()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/embed", "/v1/embeddings"})
  void vectorsArePaid(String path) throws Exception {
    String body =
        "{\"object\":\"list\",\"model\":\"m\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
            + "\"embedding\":[0.5,0.25]}],\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}";
    try (var cheap = RudeServer.choosing(_ -> Fault.json(body));
        var rig = rig(Backend.openAi("cheap", cheap.uri()));
        RawClient client = rig.client()) {
      Received answer =
          client
              .post(path, "{\"model\":\"" + RouterRig.MODEL + "\",\"input\":\"x\"}", RouterRig.KEY)
              .read();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      RequestEnded ended = rig.ended();
      assertThat(charge(ended).cost()).isEqualTo(8);
      assertThat(ended.tokens()).isEqualTo(new Tokens(8, 0));
    }
  }

  @Test
  void questionThatIsRefusedCameToNothing() throws Exception {
    try (var cheap = RudeServer.choosing(BudgetTest::fine);
        var rig = rig(Backend.openAi("cheap", cheap.uri()));
        RawClient client = rig.client()) {
      client
          .post("/api/generate", "{\"model\":\"unknown\",\"prompt\":\"hello\"}", RouterRig.KEY)
          .read();
      assertThat(charge(rig.ended())).isEqualTo(new Charge(null, null, 0, null, false, 0L, null));
      client.get("/api/tags", RouterRig.KEY).read();
      assertThat(rig.ended().charge()).isNull();
    }
  }
}
