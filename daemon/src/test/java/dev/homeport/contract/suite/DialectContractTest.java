package dev.homeport.contract.suite;

import dev.homeport.contract.Conversation;
import dev.homeport.contract.Conversations;
import dev.homeport.contract.Script.Counting;
import dev.homeport.contract.client.ClientVoice;
import dev.homeport.contract.provider.ProviderVoice;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every client dialect with every provider dialect, in all the conversations, streamed and not.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SAME_THREAD)
class DialectContractTest {
  private static final List<Conversation> CONVERSATIONS = Conversations.all();

  static Stream<Exchange> exchanges() {
    return ClientVoice.all().stream()
        .flatMap(
            client -> ProviderVoice.all().stream().flatMap(provider -> between(client, provider)));
  }

  private static Stream<Exchange> between(ClientVoice client, ProviderVoice provider) {
    return CONVERSATIONS.stream()
        .filter(each -> client.abilities().containsAll(each.needs()))
        .filter(
            each ->
                each.script().counting() == Counting.USUAL
                    || provider.countings().contains(each.script().counting()))
        .flatMap(
            each ->
                Stream.of(true, false)
                    .map(
                        stream ->
                            new Exchange(
                                client,
                                provider,
                                each,
                                stream,
                                31L * each.name().hashCode() + provider.toString().hashCode())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("exchanges")
  void nothingIsLostNorMadeUp(Exchange exchange) throws Exception {
    exchange.hold();
  }
}
