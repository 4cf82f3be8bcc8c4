package dev.homeport.contract.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Conversations;
import dev.homeport.contract.Cuts;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Counting;
import dev.homeport.contract.Sighting;
import dev.homeport.contract.Understanding;
import dev.homeport.contract.client.ClientVoice;
import dev.homeport.contract.provider.ProviderVoice;
import dev.homeport.contract.provider.Rendered;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.Passthrough;
import dev.homeport.dialect.Rendition;
import dev.homeport.wire.Payload;
import dev.homeport.wire.frame.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Where the client and the provider speak one API, what passes is what came, but for the name of
/// the model.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SAME_THREAD)
class PassingTest {
  static Stream<Exchange> exchanges() {
    return ClientVoice.all().stream()
        .flatMap(
            client ->
                ProviderVoice.all().stream()
                    .filter(provider -> isOneApi(client, provider))
                    .flatMap(provider -> between(client, provider)));
  }

  private static boolean isOneApi(ClientVoice client, ProviderVoice provider) {
    return switch (client.api()) {
      case OLLAMA_CHAT -> provider.toString().startsWith("ollama");
      case OPENAI_CHAT -> isOpenAi(provider);
      case ANTHROPIC_MESSAGES -> provider.toString().equals("anthropic");
      default -> false;
    };
  }

  /// The liberties that others take with OpenAI's API pass with everything else of theirs, so only
  /// OpenAI's own answers are held to its rules here.
  private static boolean isOpenAi(ProviderVoice provider) {
    return provider.toString().equals("openai");
  }

  private static Stream<Exchange> between(ClientVoice client, ProviderVoice provider) {
    return Conversations.all().stream()
        .filter(each -> client.abilities().containsAll(each.needs()))
        .filter(each -> each.script().counting() == Counting.USUAL)
        .flatMap(
            each ->
                Stream.of(true, false)
                    .map(
                        stream ->
                            new Exchange(client, provider, each, stream, each.name().length())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("exchanges")
  void onlyTheNameOfTheModelIsAnother(Exchange exchange) throws Exception {
    ClientVoice client = exchange.client();
    ProviderVoice provider = exchange.provider();
    Asked asked = exchange.conversation().asked().streaming(exchange.stream());
    byte[] body = client.body(asked);
    Heard.Chat heard = exchange.heard(body);
    Passthrough passing = Speakers.of(provider).passing(client.api()).orElseThrow();

    Call call = passing.call(heard.request(), Payload.of(body), provider.model());
    ObjectNode sent = (ObjectNode) Nodes.read(Exchange.bytes(call));
    ObjectNode meant = ((ObjectNode) Nodes.read(body)).put("model", provider.model());
    if (!exchange.stream()) {
      meant.put("stream", true);
    }
    if (!exchange.conversation().name().equals("ids of another provider") && !isOpenAi(provider)) {
      // Those are made legal, and OpenAI is asked what was used even if the client does not.
      assertThat(sent.toString()).as("the client's own body").isEqualTo(meant.toString());
    }
    if (isPlain(asked)) {
      Asked understood = provider.understand(call.target(), Exchange.bytes(call));
      Understanding.check(client.said(asked).streaming(true), understood, provider);
    }

    answered(exchange, passing, heard, asked, true);
    if (!exchange.stream()) {
      answered(exchange, passing, heard, asked, false);
    }
  }

  /// The provider answers, in a stream or, though asked for one, at once.
  private static void answered(
      Exchange exchange, Passthrough passing, Heard.Chat heard, Asked asked, boolean streamed) {
    ClientVoice client = exchange.client();
    ProviderVoice provider = exchange.provider();
    Script script = exchange.conversation().script();
    Asked understood = client.said(asked).of(provider.model());
    Rendered answer = sealed(provider.render(script, understood.streaming(streamed)));
    if (answer.status() != 200) {
      return;
    }
    Rendition rendition = passing.rendition(heard.request(), Exchange.STAMP, answer.type());
    byte[] out = passed(answer.body(), rendition, exchange.seed());
    Script played = provider.played(script, understood);
    if (played.isWhole()) {
      assertThat(rendition.complaint()).as("a complaint about a whole answer").isNull();
      assertThat(rendition.made() > 0).as("pieces").isEqualTo(rendition.hasContent());
      if (!isOpenAi(provider)) {
        // OpenAI's own form depends on whether the client wanted to know what was used.
        Rendered same = sealed(provider.render(script, understood));
        assertThat(renamed(out)).as("what came").isEqualTo(renamed(same.body()));
      }
      if (!isShort(provider, script)) {
        Sighting.whole(client.see(escaped(out), asked), played, client, understood);
        byte[] kept = exchange.kept(rendition, escaped(out));
        Sighting.whole(client.see(kept, asked), played, client, understood);
      }
    } else {
      assertThat(rendition.complaint()).as("a complaint about a broken answer").isNotNull();
      if (exchange.stream()) {
        Sighting.broken(client.see(escaped(out), asked), played);
        var more = new Bytes();
        rendition.broken(502, "it failed", more);
        var all = new ByteArrayOutputStream();
        all.writeBytes(out);
        all.write(more.array(), 0, more.length());
        assertThat(client.see(escaped(all.toByteArray()), asked).error()).isEqualTo("it failed");
      } else {
        assertThat(out).as("half of a plain answer").isEmpty();
      }
    }
  }

  /// What the fake Anthropic would refuse in a client's own body is the client's affair.
  private static boolean isPlain(Asked asked) {
    return !(asked.knobs().containsKey("temperature") && asked.knobs().containsKey("top_p"));
  }

  /// Ollama leaves out counts that are zero, and so it passes.
  private static boolean isShort(ProviderVoice provider, Script script) {
    return provider.toString().startsWith("ollama")
        && (script.steps().isEmpty() || script.tokens().prompt() == 0);
  }

  /// The seal on a thought is no giveaway: the client has to bring it back.
  private static Rendered sealed(Rendered answer) {
    String body = new String(answer.body(), UTF_8);
    return Rendered.whole(
        answer.status(), answer.type(), body.replace("foreignEqQBCgIYAhIM", "EqQBCgIYAhIM"));
  }

  /// What is passed on is not written anew, so that separators stay as raw as the provider sent
  /// them.
  private static byte[] escaped(byte[] bytes) {
    return new String(bytes, UTF_8)
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .replace("\u0085", "\\u0085")
        .getBytes(UTF_8);
  }

  /// Without what we mean to change: names, ids, and how the provider treats its customers.
  private static String renamed(byte[] bytes) {
    return new String(escaped(bytes), UTF_8)
        .replaceAll("\"model\":\"[^\"]*\"", "\"model\":\"…\"")
        .replaceAll("\"id\":\"msg_[^\"]*\"", "\"id\":\"msg_…\"")
        .replace(",\"service_tier\":\"standard\"", "");
  }

  private static byte[] passed(byte[] body, Rendition rendition, long seed) {
    var all = new ByteArrayOutputStream();
    var out = new Bytes();
    for (byte[] piece : Cuts.of(body, seed)) {
      rendition.feed(piece, 0, piece.length, out);
      all.write(out.array(), 0, out.length());
      out.clear();
    }
    rendition.end(out);
    all.write(out.array(), 0, out.length());
    return all.toByteArray();
  }
}
