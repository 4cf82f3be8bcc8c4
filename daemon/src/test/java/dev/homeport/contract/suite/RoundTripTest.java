package dev.homeport.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.contract.Asked;
import dev.homeport.contract.RandomTalk;
import dev.homeport.contract.Understanding;
import dev.homeport.contract.client.ClientVoice;
import dev.homeport.contract.provider.ProviderVoice;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.ProviderDialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What can be said in two dialects survives the way from one to the other and back: a question is
/// heard, asked in another API, heard there as if a client of that API had said it, and asked in
/// the first one again.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SAME_THREAD)
class RoundTripTest {
  private static final List<Api> BOTH_SIDES =
      List.of(Api.OLLAMA_CHAT, Api.OPENAI_CHAT, Api.ANTHROPIC_MESSAGES);
  private static final int SEEDS = 60;

  /// There and back.
  ///
  /// @param seed of what is said
  record Trip(Api home, Api abroad, long seed) {}

  static Stream<Trip> trips() {
    return BOTH_SIDES.stream()
        .flatMap(
            home ->
                BOTH_SIDES.stream()
                    .flatMap(
                        abroad ->
                            LongStream.range(0, SEEDS)
                                .mapToObj(seed -> new Trip(home, abroad, seed))));
  }

  @ParameterizedTest
  @MethodSource("trips")
  void whatBothCanSaySurvives(Trip trip) throws IOException {
    ClientVoice client = client(trip.home());
    ProviderVoice home = Speakers.sameApi(trip.home()).orElseThrow();
    ProviderVoice abroad = Speakers.sameApi(trip.abroad()).orElseThrow();
    Asked said = client.said(new RandomTalk(new Random(trip.seed())).asked(client.abilities()));
    Asked common = abroad.carried(client(trip.abroad()).said(abroad.carried(said)));

    ChatRequest first = heard(trip.home(), client.body(common));
    ProviderDialect there = Speakers.of(abroad);
    assertThat(there.lacks(first)).as("what they lack abroad").isNull();
    Call call = there.ask(first, abroad.model(), List.of());
    ChatRequest second = heard(trip.abroad(), Exchange.bytes(call));
    ProviderDialect back = Speakers.of(home);
    assertThat(back.lacks(second)).as("what they lack at home").isNull();
    Call again = back.ask(second, home.model(), List.of());

    Asked understood = home.understand(again.target(), Exchange.bytes(again));
    Understanding.check(home.carried(common).streaming(true), understood, home);
  }

  private static ClientVoice client(Api api) {
    return ClientVoice.all().stream()
        .filter(each -> each.api() == api && each.isTold(true))
        .findFirst()
        .orElseThrow();
  }

  private static ChatRequest heard(Api api, byte[] body) throws IOException {
    Heard heard = Speakers.of(api).hear(api, new ByteArrayInputStream(body));
    if (!(heard instanceof Heard.Chat chat)) {
      throw new AssertionError("not taken for a question: " + heard);
    }
    return chat.request();
  }
}
