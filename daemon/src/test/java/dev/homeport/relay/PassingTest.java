package dev.homeport.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act.After;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RecordedAnswer;
import dev.homeport.fake.Recording;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What passes through when client and provider speak one API: every byte but those that are meant
/// to differ, in the same chunks.
///
/// Frames of OpenAI's and Anthropic's are written with marks: `«x»` is the provider's and does not
/// come through, `ID`, `CREATED` and `MODEL` are the provider's on one side and ours on the other.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class PassingTest {
  private static final Pattern MODEL = Pattern.compile("\"model\"(\\s*:\\s*)\"([^\"\\\\]*)\"");

  /// Recordings that do not pass, and why.
  private static final Set<String> OTHERWISE =
      Set.of(
          // Ollama's own tests want it; what it shows is nobody's business.
          "chat/debug-render-only",
          "generate/debug-render-only",
          // An answer of nothing where tools were offered is none (wire.md G.62).
          "chat/tools-unknown-name-rendered",
          // Nothing is asked: they load and unload, which is for home alone.
          "generate/empty-prompt-load",
          "generate/keep-alive-0");

  private static Stream<Recording> recordings(String group) {
    return Recording.group(group).stream()
        .filter(each -> !OTHERWISE.contains(each.name()))
        .filter(PassingTest::isAnswered);
  }

  private static boolean isAnswered(Recording recording) {
    RecordedAnswer answer = RecordedAnswer.of(recording.response(), "POST");
    String head = new String(recording.request(), StandardCharsets.ISO_8859_1);
    return answer.status() == 200
        && answer.whole()
        && head.matches("(?s)POST /api/(chat|generate) .*")
        && body(recording).contains("\"model\"");
  }

  private static String body(Recording recording) {
    String request = new String(recording.request(), UTF_8);
    return request.substring(request.indexOf("\r\n\r\n") + 4);
  }

  private static String path(Recording recording) {
    return new String(recording.request(), UTF_8).split(" ", -1)[1];
  }

  private static String naming(String text, String model) {
    return MODEL.matcher(text).replaceAll("\"model\"$1\"" + Matcher.quoteReplacement(model) + "\"");
  }

  /// A provider that says what is set.
  private static RudeServer saying(AtomicReference<Fault> act) {
    return RudeServer.choosing(_ -> act.get());
  }

  private static Fault replay(RecordedAnswer answer) {
    String body = new String(answer.body(), UTF_8);
    String type =
        answer.fields().stream()
            .filter(field -> field.name().equalsIgnoreCase("Content-Type"))
            .map(Received.Field::value)
            .findFirst()
            .orElseThrow();
    if (!answer.chunked()) {
      return Fault.says(
          "whole", After.STAYS, Fault.sized("200 OK", type, naming(body, RouterRig.FOREIGN)));
    }
    var pieces = new ArrayList<String>();
    pieces.add(
        "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    chunks(answer).forEach(chunk -> pieces.add(Fault.chunk(naming(chunk, RouterRig.FOREIGN))));
    pieces.add(Mishap.END);
    return new Fault.Says("frames", pieces, Duration.ZERO, After.STAYS);
  }

  private static List<String> chunks(RecordedAnswer answer) {
    var chunks = new ArrayList<String>();
    int from = 0;
    for (int end : answer.chunkEnds()) {
      chunks.add(new String(answer.body(), from, end - from, UTF_8));
      from = end;
    }
    return chunks;
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "generate"})
  void recordedAnswersOfOllamaDifferInTheModelAlone(String group) throws Exception {
    var act = new AtomicReference<Fault>();
    int passed = 0;
    try (var provider = saying(act);
        var rig = new RouterRig(Backend.ollama("first", provider.uri()))) {
      for (Recording recording : recordings(group).toList()) {
        RecordedAnswer recorded = RecordedAnswer.of(recording.response(), "POST");
        act.set(replay(recorded));
        Received answer;
        try (var client = rig.client()) {
          answer =
              client
                  .post(path(recording), naming(body(recording), RouterRig.MODEL), RouterRig.KEY)
                  .read();
        }
        assertThat(answer.status()).as("%s %s", recording, answer).isEqualTo(200);
        String asked = provider.next().text();
        assertThat(asked)
            .as("%s", recording)
            .isEqualTo(streaming(naming(body(recording), RouterRig.FOREIGN)));
        assertThat(answer.end()).isEqualTo(End.WHOLE);
        String expected = escaped(naming(new String(recorded.body(), UTF_8), RouterRig.MODEL));
        assertThat(answer.text()).as("%s", recording).isEqualTo(expected);
        passed++;
        if (recorded.chunked() && answer.pieces().size() > 1) {
          // What came before the first word goes out with it.
          List<String> chunks = chunks(recorded).stream().map(PassingTest::escaped).toList();
          List<String> pieces = answer.texts();
          int held = chunks.size() - pieces.size();
          assertThat(held).as("%s", recording).isNotNegative();
          for (int i = 1; i < pieces.size(); i++) {
            assertThat(pieces.get(i))
                .as("%s", recording)
                .isEqualTo(naming(chunks.get(i + held), RouterRig.MODEL));
          }
        }
      }
    }
    assertThat(passed).isGreaterThan(group.equals("chat") ? 50 : 10);
  }

  /// Every provider is asked for a stream.
  private static String streaming(String body) {
    return body.replaceFirst("\"stream\": ?false", "\"stream\": true");
  }

  /// Line ends to some: four clients in Python die of them (clients.md 1.4).
  private static String escaped(String text) {
    return text.replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .replace("\u0085", "\\u0085");
  }

  private static String providers(String marked) {
    return marked
        .replaceAll("[«»]", "")
        .replace("MODEL", RouterRig.FOREIGN)
        .replace("ID", "gen-foreign")
        .replace("CREATED", "1700000000");
  }

  private static String clients(String marked, String id, String created) {
    return marked
        .replaceAll("«[^»]*»", "")
        .replace("MODEL", RouterRig.MODEL)
        .replace("ID", id)
        .replace("CREATED", created);
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }

  private static final List<String> CHAT =
      List.of(
          "«: OPENROUTER PROCESSING\n\n»",
          "data: {\"id\":\"ID\",«\"provider\":\"Foreign\",»\"model\":\"MODEL\",\"object\":\"chat.completion.chunk\","
              + "\"created\":CREATED,\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},"
              + "\"finish_reason\":null«,\"native_finish_reason\":null»,\"logprobs\":null}]}\n\n",
          "data: {\"id\":\"ID\",\"x_unknown\":{\"a\": [1.0e2 , 0.10]},\"model\":\"MODEL\",\"created\":CREATED,"
              + "\"choices\":[{\"index\":0,\"delta\":{«\"role\":\"assistant\",»\"content\":\"H\\u00e9 \\/ 🙂\"},"
              + "\"finish_reason\":null}]}\n\n",
          "data: {\"id\":\"ID\",\"model\":\"MODEL\",\"created\":CREATED,\"choices\":[{\"index\":0,"
              + "\"delta\":{\"content\":\" you\",\"x_new\":true},\"finish_reason\":null}]«,\"system_fingerprint\":\"fp_1\"»}\n\n",
          "data: {\"id\":\"ID\",\"model\":\"MODEL\",\"created\":CREATED,\"choices\":[{\"index\":0,\"delta\":{},"
              + "\"finish_reason\":\"stop\"}]}\n\n",
          "data: {\"id\":\"ID\",\"model\":\"MODEL\",\"created\":CREATED,\"choices\":[],\"usage\":{\"prompt_tokens\":9,"
              + "\"completion_tokens\":2,\"total_tokens\":11«,\"cost\":0.0042,\"is_byok\":false»}}\n\n",
          "data: [DONE]\n\n");

  private static final String CHAT_BODY =
      "{ \"stream\": true, \"model\" : \"MODEL\",\"messages\":[{\"role\":\"user\",\"content\":\"h\\u00e9 \\/\"}],"
          + "\"temperature\":0.70,\"x_unknown\":{\"a\":[1, 2 ]},\"stream_options\":{\"include_usage\":true}}";

  @Test
  void chunksOfOpenAiDifferInWhatGivesTheProviderAway() throws Exception {
    var act = new AtomicReference<Fault>();
    act.set(
        new Fault.Says(
            "frames",
            Stream.concat(
                    Stream.concat(
                        Stream.of(Mishap.head(Tongue.MESSAGES, true)),
                        CHAT.stream().map(PassingTest::providers).map(Fault::chunk)),
                    Stream.of(Mishap.END))
                .toList(),
            Duration.ZERO,
            After.STAYS));
    try (var provider = saying(act);
        var rig = new RouterRig(Backend.openAi("first", provider.uri()));
        var client = rig.client()) {
      Received answer =
          client
              .post(
                  "/v1/chat/completions",
                  CHAT_BODY.replace("MODEL", RouterRig.MODEL),
                  RouterRig.KEY)
              .read();
      assertThat(provider.next().text()).isEqualTo(CHAT_BODY.replace("MODEL", RouterRig.FOREIGN));
      assertThat(answer.end()).isEqualTo(End.WHOLE);
      String id = found("\"id\":\"(chatcmpl-[a-z0-9]+)\"", answer.text());
      String created = found("\"created\":(\\d+)", answer.text());
      List<String> expected =
          CHAT.stream()
              .map(frame -> clients(frame, id, created))
              .filter(frame -> !frame.isEmpty())
              .toList();
      assertThat(answer.text()).isEqualTo(String.join("", expected));
      List<String> pieces = answer.texts();
      assertThat(pieces.getFirst()).isEqualTo(expected.get(0) + expected.get(1));
      assertThat(pieces.subList(1, pieces.size())).isEqualTo(expected.subList(2, expected.size()));
    }
  }

  @Test
  void bodyOfOpenAiDiffersInWhatGivesTheProviderAway() throws Exception {
    String marked =
        "{\n \"id\": \"ID\",\n« \"provider\": \"Foreign\",\n» \"model\": \"MODEL\", \"object\":\"chat.completion\","
            + "\"created\":CREATED,\"x_unknown\": [1.0e2 ],\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
            + "\"content\":\"hi\\/\"},\"finish_reason\":\"stop\"«,\"native_finish_reason\":\"STOP\"»}],"
            + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11«,\"cost\":1»}}";
    var act = new AtomicReference<Fault>(Fault.json(providers(marked)));
    try (var provider = saying(act);
        var rig = new RouterRig(Backend.openAi("first", provider.uri()));
        var client = rig.client()) {
      String body = CHAT_BODY.replace("true", "false");
      Received answer =
          client
              .post("/v1/chat/completions", body.replace("MODEL", RouterRig.MODEL), RouterRig.KEY)
              .read();
      assertThat(provider.next().text())
          .isEqualTo(
              CHAT_BODY
                  .replace("MODEL", RouterRig.FOREIGN)
                  .replace(",\"stream_options\":{\"include_usage\":true}", ""));
      String id = found("\"id\": \"(chatcmpl-[a-z0-9]+)\"", answer.text());
      String created = found("\"created\":(\\d+)", answer.text());
      assertThat(answer.text()).isEqualTo(clients(marked, id, created));
    }
  }

  private static final List<String> EVENTS =
      List.of(
          "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"MODEL\",\"id\":\"ID\","
              + "\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
              + "\"usage\":{\"input_tokens\":9,\"output_tokens\":1«,\"service_tier\":\"standard\",\"inference_geo\":\"x\"»}}}\n\n",
          "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
              + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n",
          "event: ping\ndata: {\"type\": \"ping\"}\n\n",
          "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
              + "\"delta\":{\"type\":\"text_delta\",\"text\":\"H\\u00e9 \\/ 🙂\"},\"x_new\":[1.0e2 ]}\n\n",
          "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
              + "\"delta\":{\"type\":\"text_delta\",\"text\":\" you\"}}\n\n",
          "event: x_unknown\ndata: {\"type\":\"x_unknown\",\"a\":1}\n\n",
          "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0 }\n\n",
          "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
              + "\"stop_sequence\":null},\"usage\":{\"output_tokens\":2}}\n\n",
          "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");

  @Test
  void eventsOfAnthropicDifferInWhatGivesTheProviderAway() throws Exception {
    var act = new AtomicReference<Fault>();
    act.set(
        new Fault.Says(
            "frames",
            Stream.concat(
                    Stream.concat(
                        Stream.of(Mishap.head(Tongue.MESSAGES, true)),
                        EVENTS.stream().map(PassingTest::providers).map(Fault::chunk)),
                    Stream.of(Mishap.END))
                .toList(),
            Duration.ZERO,
            After.STAYS));
    String body =
        "{\"max_tokens\" : 100, \"model\": \"MODEL\", \"stream\":true,\"x_unknown\":[1.0e2],"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"h\\u00e9 \\/\"}],\"metadata\":{\"user_id\":\"u\"}}";
    try (var provider = saying(act);
        var rig = new RouterRig(Backend.anthropic("first", provider.uri()));
        var client = rig.client()) {
      Received answer =
          client
              .post("/v1/messages?beta=true", body.replace("MODEL", RouterRig.MODEL), RouterRig.KEY)
              .read();
      assertThat(provider.next().text()).isEqualTo(body.replace("MODEL", RouterRig.FOREIGN));
      String id = found("\"id\":\"(msg_[a-zA-Z0-9]+)\"", answer.text());
      List<String> expected = EVENTS.stream().map(frame -> clients(frame, id, "")).toList();
      assertThat(answer.text()).isEqualTo(String.join("", expected));
      List<String> pieces = answer.texts();
      assertThat(pieces.getFirst()).isEqualTo(String.join("", expected.subList(0, 4)));
      assertThat(pieces.subList(1, pieces.size())).isEqualTo(expected.subList(4, expected.size()));
    }
  }
}
