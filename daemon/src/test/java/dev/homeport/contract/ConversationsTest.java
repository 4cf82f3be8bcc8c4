package dev.homeport.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.contract.client.ClientVoice;
import dev.homeport.contract.provider.ProviderVoice;
import dev.homeport.contract.provider.Rendered;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Those who take part in the conversations understand each other where they speak one API, without
/// anybody between them.
class ConversationsTest {
  private static final List<String> OF_ONE_API =
      List.of(
          "ollama chat>ollama rendered",
          "ollama chat>ollama parser",
          "ollama chat>ollama native",
          "openai chat, counting>openai",
          "anthropic messages>anthropic");

  static Stream<String> pairs() {
    return OF_ONE_API.stream();
  }

  private static ClientVoice client(String pair) {
    String name = pair.substring(0, pair.indexOf('>'));
    return ClientVoice.all().stream()
        .filter(each -> each.toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ProviderVoice provider(String pair) {
    String name = pair.substring(pair.indexOf('>') + 1);
    return ProviderVoice.all().stream()
        .filter(each -> each.toString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<Conversation> between(ClientVoice client) {
    return Conversations.all().stream()
        .filter(each -> client.abilities().containsAll(each.needs()));
  }

  @Test
  void thereAreManyAndEachHasANameOfItsOwn() {
    var names = new HashSet<String>();
    for (Conversation each : Conversations.all()) {
      assertThat(names.add(each.name())).as(each.name()).isTrue();
    }
    assertThat(names).hasSizeGreaterThan(40);
  }

  @Test
  void everyConversationCanBeSaidBySomeClient() {
    for (Conversation each : Conversations.all()) {
      assertThat(ClientVoice.all())
          .as(each.name())
          .anyMatch(client -> client.abilities().containsAll(each.needs()));
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whatAClientSaysIsWhatTheProviderOfItsApiUnderstands(String pair) {
    ClientVoice client = client(pair);
    ProviderVoice provider = provider(pair);
    between(client)
        .filter(each -> !each.name().equals("ids of another provider"))
        .filter(each -> !pair.startsWith("anthropic") || !each.name().contains("think"))
        .filter(each -> !pair.startsWith("anthropic") || !each.name().contains("knobs"))
        .forEach(
            each -> {
              Asked asked = each.asked().of(provider.model());
              Asked understood = provider.understand(target(pair), client.body(asked));
              Understanding.check(client.said(asked), understood, provider);
            });
  }

  private static String target(String pair) {
    return pair.startsWith("ollama") ? "/api/chat" : "/messages";
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whatAProviderPlaysIsWhatTheClientOfItsApiSees(String pair) {
    ClientVoice client = client(pair);
    ProviderVoice provider = provider(pair);
    between(client)
        .filter(each -> each.script().isWhole())
        .filter(each -> each.script().tokens().prompt() > 0)
        .filter(each -> each.script().counting() == Script.Counting.USUAL)
        .filter(each -> !each.name().equals("nothing at all"))
        .flatMap(each -> Stream.of(each, plain(each)))
        .forEach(
            each -> {
              Asked asked = client.said(each.asked());
              Rendered answer = provider.render(each.script(), asked);
              byte[] ours =
                  ours(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
              Sighting.whole(
                  client.see(ours, asked), provider.played(each.script(), asked), client, asked);
            });
  }

  private static Conversation plain(Conversation each) {
    return new Conversation(each.name(), each.asked().streaming(false), each.script());
  }

  /// An answer as it would be if this provider were the client's own, whose names are no secrets.
  private static byte[] ours(String answer) {
    return answer
        .replace(",\"obfuscation\":\"foreignXk3\"", "")
        .replace("foreign-model-3-2026-08-21", Asked.MODEL)
        .replace("claude-foreign-4-5-20260219", Asked.MODEL)
        .replace("foreign", "own")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .replace("\u0085", "\\u0085")
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
