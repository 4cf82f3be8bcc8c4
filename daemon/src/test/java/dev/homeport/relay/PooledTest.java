package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.account.Pool.Picked;
import dev.homeport.account.PoolMaker;
import dev.homeport.account.SharedPool;
import dev.homeport.account.block.Blocks;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.condition.Condition;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.CloudSettings;
import dev.homeport.fake.FakePool;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Heard;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Place;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RouterRig.Terms;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.journal.Event;
import dev.homeport.journal.Event.Charge;
import dev.homeport.journal.Event.RequestEnded;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: providers with several accounts, as their clients and the journal see them (product.md
/// 6.10, 7; cases.md E1–E5, E11).
@Tag("rude")
@ExtendWith(LeakCheck.class)
class PooledTest {
  private static final String FREE = "2099-11-30 00:00 UTC";

  private final FakePool pool = FakePool.of("cloud", "acc-ann", "acc-ben", "acc-cleo");

  private static Act fine(Heard heard) {
    Tongue tongue = Tongue.of(heard);
    return Mishap.good(tongue, tongue.isStreamed(heard), "fine");
  }

  private static Act refusal(Heard heard, int status, String said) {
    return Fault.says(
        said,
        After.STAYS,
        Fault.sized(status + " No", "application/json", Tongue.of(heard).refusal(status, said)));
  }

  private static Received ask(RouterRig rig, String headers) {
    try (RawClient client = rig.client()) {
      return client
          .post(Caller.CHAT.path(), Caller.CHAT.question(true), RouterRig.KEY, headers)
          .read();
    }
  }

  /// A pool as it is in life, of a provider called cloud.
  private static SharedPool real(String... names) {
    ProviderSettings settings =
        CloudSettings.with(
            Stream.of(names).map(each -> CloudSettings.account(each, each)).toList());
    var blocks = new Blocks(new MemoryFacts(), _ -> {}, WallClock.system());
    return new PoolMaker(blocks, said -> said, Ticker.system(), WallClock.system())
        .make(settings, null)
        .orElseThrow();
  }

  private static void isRefused(Received answer, int status, String text) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(Caller.CHAT.refusal(answer.text())).contains(text);
    assertThat(answer.header("Retry-After")).isEmpty();
    assertThat(answer.header("x-should-retry")).contains("false");
    assertThat(answer.toString()).doesNotContain("acc-ann", "acc-ben", "acc-cleo");
  }

  private static Charge charge(RouterRig rig) throws InterruptedException {
    RequestEnded ended = rig.ended();
    return Objects.requireNonNull(ended.charge(), "a charge");
  }

  @Test
  void nextAccountAnswersAndNoClientLearnsOfIt() throws Exception {
    try (var cloud =
            RudeServer.choosing(
                heard ->
                    heard.header("Authorization").orElse("").endsWith("acc-ann")
                        ? refusal(heard, 429, "you have reached your weekly usage limit")
                        : fine(heard));
        var rig = new RouterRig(Terms.STRICT, Backend.openAi("cloud", cloud.uri()).with(pool))) {
      Received answer = ask(rig, "");
      assertThat(Caller.CHAT.words(answer.text(), true)).isEqualTo("fine");
      assertThat(answer.header("Homeport-Attempts")).contains("cloud;ok");
      assertThat(answer.header("Homeport-Fallback")).contains("false");
      assertThat(answer.toString()).doesNotContain("acc-ann", "acc-ben");
      Charge charge = charge(rig);
      assertThat(charge.account()).isEqualTo("acc-ben");
      assertThat(charge.attempts()).isEqualTo(2);
      assertThat(charge.cause()).isNull();
      assertThat(rig.notes()).isEmpty();
      assertThat(rig.told()).singleElement().isInstanceOf(Event.Succeeded.class);
      assertThat(rig.conditions().patients()).isEmpty();
    }
  }

  /// The first question finds it out, the next one knows it.
  @Test
  void whoseAccountsAreAllAtTheirLimitIsNotAskedAgain() throws Exception {
    try (var cloud =
            RudeServer.choosing(heard -> refusal(heard, 429, "you have reached your quota"));
        var rig = new RouterRig(Terms.STRICT, Backend.openAi("cloud", cloud.uri()).with(pool))) {
      isRefused(ask(rig, ""), 429, "the first is free at " + FREE);
      assertThat(charge(rig).attempts()).isEqualTo(3);
      for (int i = 0; i < 3; i++) {
        cloud.next();
      }
      isRefused(
          ask(rig, ""),
          429,
          "every account of cloud is at its limit; the first is free at " + FREE);
      assertThat(charge(rig).attempts()).isZero();
      assertThat(cloud.hasHeard()).isFalse();
      pool.forget();
      isRefused(ask(rig, ""), 429, "cloud is at its limit");
      assertThat(cloud.hasHeard()).isTrue();
    }
  }

  @Test
  void blockedAccountsAreWhyAnotherAnswers() throws Exception {
    try (var cloud = RudeServer.choosing(PooledTest::fine);
        var second = RudeServer.choosing(PooledTest::fine);
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.openAi("cloud", cloud.uri()).with(pool),
                Backend.openAi("second", second.uri()))) {
      List.of("acc-ann", "acc-ben", "acc-cleo").forEach(pool::block);
      Received answer = ask(rig, "");
      assertThat(answer.header("Homeport-Attempts")).contains("second;ok");
      assertThat(answer.header("Homeport-Fallback")).contains("true");
      assertThat(charge(rig).cause()).isEqualTo("accounts-blocked");
      assertThat(rig.told())
          .filteredOn(each -> each instanceof Event.FellBack)
          .singleElement()
          .satisfies(
              each -> assertThat(((Event.FellBack) each).cause()).isEqualTo("accounts-blocked"));
      isRefused(ask(rig, "Homeport-Fallback: never\r\n"), 429, "free at " + FREE);
      assertThat(cloud.hasHeard()).isFalse();
    }
  }

  /// Home is away and the cloud's accounts are used up: that is no limit, but the time is told.
  @Test
  void limitsBesideAnotherFailureAreNoLimit() throws Exception {
    try (Place home = Place.refusing();
        var cloud = RudeServer.choosing(PooledTest::fine);
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()),
                Backend.openAi("cloud", cloud.uri()).with(pool))) {
      List.of("acc-ann", "acc-ben", "acc-cleo").forEach(pool::block);
      Received first = ask(rig, "");
      isRefused(first, 503, "home cannot be reached");
      assertThat(Caller.CHAT.refusal(first.text()))
          .contains("every account of cloud is at its limit; the first is free at " + FREE);
      assertThat(charge(rig).cause()).isEqualTo("refused");
      // The short memory answers the repeats.
      isRefused(ask(rig, ""), 503, "nothing can answer before");
      assertThat(charge(rig).attempts()).isZero();
      pool.forget();
      assertThat(ask(rig, "").status()).isEqualTo(200);
    }
  }

  /// The account is back before home is looked at again.
  @Test
  void whoIsFreeFirstIsTheTimeThatIsTold() throws Exception {
    SharedPool one = real("acc-ann");
    if (one.pick(RouterRig.FOREIGN, Set.of(), "key", _ -> {}) instanceof Picked.Taken(var stint)) {
      try (stint) {
        stint.failed(Complaint.of(Kind.RATE, 429, "too many requests"));
      }
    }
    try (Place home = Place.refusing();
        var cloud = RudeServer.choosing(PooledTest::fine);
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("home", home.uri()),
                Backend.ollama("cloud", cloud.uri()).with(one))) {
      Received answer = ask(rig, "");
      isRefused(answer, 503, "nothing can answer before");
      Matcher seconds =
          Pattern.compile("\\(in (\\d+) s\\)").matcher(Caller.CHAT.refusal(answer.text()));
      assertThat(seconds.find()).isTrue();
      assertThat(Integer.parseInt(seconds.group(1))).isBetween(1, 60);
      assertThat(cloud.hasHeard()).isFalse();
    }
  }

  /// The breaker has its own memory: a busy provider is left alone, and its accounts are not.
  @Test
  void overloadedProviderBlocksNoAccount() throws Exception {
    try (var cloud =
            RudeServer.choosing(heard -> refusal(heard, 503, "Server overloaded, please retry"));
        var second = RudeServer.choosing(PooledTest::fine);
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.openAi("cloud", cloud.uri()).with(pool),
                Backend.openAi("second", second.uri()))) {
      assertThat(ask(rig, "").status()).isEqualTo(200);
      assertThat(pool.asked()).containsExactly("acc-ann");
      assertThat(pool.blocked()).isEmpty();
      assertThat(rig.conditions().of("cloud", RouterRig.FOREIGN))
          .isInstanceOf(Condition.Resting.class);
    }
  }

  /// wire.md A.7: the model is there, and only these accounts may not use it.
  @Test
  void modelThatIsInNoPlanIsTheAccountsMatter() throws Exception {
    SharedPool pools = real("acc-ann", "acc-ben");
    try (var cloud =
            RudeServer.choosing(
                heard -> refusal(heard, 403, "this model requires a subscription"));
        var second = RudeServer.choosing(PooledTest::fine);
        var rig =
            new RouterRig(
                Terms.STRICT,
                Backend.ollama("cloud", cloud.uri()).with(pools),
                Backend.openAi("second", second.uri()))) {
      assertThat(ask(rig, "").header("Homeport-Provider")).contains("second");
      assertThat(rig.conditions().patients()).isEmpty();
      assertThat(pools.standing())
          .allSatisfy(
              each ->
                  assertThat(each.blocks())
                      .singleElement()
                      .satisfies(block -> assertThat(block.model()).isEqualTo(RouterRig.FOREIGN)));
      assertThat(cloud.next()).isNotNull();
      assertThat(cloud.next()).isNotNull();
      pools.unblock("acc-ben");
      assertThat(ask(rig, "").header("Homeport-Provider")).contains("second");
      assertThat(cloud.next().header("Authorization")).contains("Bearer acc-ben");
      assertThat(cloud.hasHeard()).isFalse();
    }
  }

  @Test
  void namesOfAccountsAreInNoNoteThatIsShown() throws Exception {
    try (var cloud = RudeServer.choosing(heard -> refusal(heard, 401, "invalid api key"));
        var rig = new RouterRig(Terms.STRICT, Backend.openAi("cloud", cloud.uri()).with(pool))) {
      isRefused(ask(rig, ""), 502, "cloud does not accept our credentials");
      RequestEnded _ = rig.ended();
      assertThat(rig.notes())
          .singleElement()
          .satisfies(
              note -> assertThat(note.values()).doesNotContain("acc-ann", "acc-ben", "acc-cleo"));
      assertThat(pool.blocked()).containsExactlyInAnyOrder("acc-ann", "acc-ben", "acc-cleo");
    }
  }
}
