package dev.homeport.contract.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.chat.Complaint;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Conversation;
import dev.homeport.contract.Cuts;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Counting;
import dev.homeport.contract.Script.Ending;
import dev.homeport.contract.Seen;
import dev.homeport.contract.Sighting;
import dev.homeport.contract.Understanding;
import dev.homeport.contract.client.ClientVoice;
import dev.homeport.contract.provider.ProviderVoice;
import dev.homeport.contract.provider.Rendered;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.Translation;
import dev.homeport.wire.Field;
import dev.homeport.wire.Payload;
import dev.homeport.wire.frame.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One conversation between a client and a provider who do not speak the same API: said, heard,
/// asked, understood, answered in bytes cut anywhere, read, written, and looked at.
///
/// @param seed where the answer's bytes are cut
record Exchange(
    ClientVoice client,
    ProviderVoice provider,
    Conversation conversation,
    boolean stream,
    long seed) {
  static final AnswerStamp STAMP =
      new AnswerStamp("a1b2c3d4e5f6", Instant.parse("2026-11-25T18:00:00Z"), () -> 1_500_000L);
  private static final int LONGEST_WORDS = 520;

  /// Holds it; fails at the first thing that is lost, made up or out of shape.
  void hold() throws IOException {
    Asked asked = conversation.asked().streaming(stream);
    Asked said = client.said(asked);
    Heard.Chat heard = heard(client.body(asked));
    ProviderDialect dialect = Speakers.of(provider);
    String lacking = dialect.lacks(heard.request());
    if (lacking != null) {
      assertThat(provider.cannot(said)).as("refused for lack of %s", lacking).isTrue();
      return;
    }
    Call call = dialect.ask(heard.request(), provider.model(), uploads(dialect, heard));
    assertThat(provider.isQuestion(call.target())).as("asks at %s", call.target()).isTrue();
    Asked understood = provider.understand(call.target(), bytes(call));
    Understanding.check(said.streaming(true), understood, provider);

    answered(heard, dialect, asked, understood);
    if (!stream) {
      answered(heard, dialect, asked, understood.streaming(false));
    }
  }

  /// The provider answers, in a stream or, though asked for one, at once.
  private void answered(Heard.Chat heard, ProviderDialect dialect, Asked asked, Asked understood) {
    Script played = provider.played(conversation.script(), understood);
    Rendered answer = provider.render(conversation.script(), understood);
    if (answer.status() != 200) {
      complaint(dialect, answer);
      return;
    }
    var rendition =
        new Translation(
            dialect.reader(heard.request(), provider.model(), answer.type()),
            heard.writer().apply(STAMP));
    assertThat(rendition.contentType()).startsWith(client.type(stream));
    byte[] out = passed(answer.body(), rendition);
    if (played.isWhole()) {
      assertThat(rendition.complaint()).as("a complaint about a whole answer").isNull();
      Asked meant = understood.streaming(stream);
      Sighting.whole(client.see(out, asked), played, client, meant);
      Sighting.whole(client.see(kept(rendition, out), asked), played, client, meant);
      usage(rendition, played);
    } else {
      broken(rendition, out, asked, played);
    }
  }

  /// The same after a while in which nothing came (clients.md 2).
  byte[] kept(Rendition rendition, byte[] out) {
    String expected =
        !rendition.contentType().startsWith("text/event-stream")
            ? " "
            : client.api() == Api.ANTHROPIC_MESSAGES
                ? "event: ping\ndata: {\"type\":\"ping\"}\n\n"
                : ": keep-alive\n\n";
    assertThat(new String(rendition.keepAlive(), UTF_8)).isEqualTo(expected);
    var all = new ByteArrayOutputStream();
    all.writeBytes(rendition.keepAlive());
    all.writeBytes(rendition.keepAlive());
    all.writeBytes(out);
    return all.toByteArray();
  }

  Heard.Chat heard(byte[] body) throws IOException {
    Heard heard = Speakers.of(client.api()).hear(client.api(), new ByteArrayInputStream(body));
    if (!(heard instanceof Heard.Chat chat)) {
      throw new AssertionError("not taken for a question: " + heard);
    }
    assertThat(chat.request().api()).isEqualTo(client.api());
    assertThat(chat.request().model()).isEqualTo(Asked.MODEL);
    assertThat(chat.request().stream()).isEqualTo(stream);
    assertThat(chat.leftOut()).isEmpty();
    return chat;
  }

  private List<byte[]> uploads(ProviderDialect dialect, Heard.Chat heard) throws IOException {
    var answers = new ArrayList<byte[]>();
    for (Call call : dialect.before(heard.request())) {
      Rendered answer = provider.aside(call.method(), call.target(), bytes(call));
      assertThat(answer.status()).as("an upload to %s", call.target()).isEqualTo(200);
      answers.add(answer.body());
    }
    return answers;
  }

  static byte[] bytes(Call call) throws IOException {
    Payload body = call.body();
    assertThat(body).as("a body").isNotNull();
    var bytes = new ByteArrayOutputStream();
    if (body != null) {
      body.writeTo(bytes);
      assertThat(body.length()).as("the length of the body").isEqualTo(bytes.size());
    }
    return bytes.toByteArray();
  }

  /// Everything that comes out, of which each piece must be whole frames.
  private byte[] passed(byte[] body, Rendition rendition) {
    var all = new ByteArrayOutputStream();
    var out = new Bytes();
    for (byte[] piece : Cuts.of(body, seed)) {
      rendition.feed(piece, 0, piece.length, out);
      drain(out, all);
    }
    rendition.end(out);
    drain(out, all);
    return all.toByteArray();
  }

  private void drain(Bytes out, ByteArrayOutputStream all) {
    byte[] bytes = Arrays.copyOf(out.array(), out.length());
    if (stream && bytes.length > 0) {
      assertThat(bytes[bytes.length - 1]).as("the end of a whole frame").isEqualTo((byte) '\n');
    }
    all.writeBytes(bytes);
    out.clear();
  }

  private static void usage(Rendition rendition, Script played) {
    var usage = rendition.usage();
    if (played.counting() != Counting.NEVER) {
      assertThat(usage).as("usage").isNotNull();
    }
    if (usage != null && played.counting() != Counting.NEVER) {
      assertThat(usage.prompt()).as("prompt tokens").isEqualTo(played.tokens().prompt());
      assertThat(usage.answer()).as("answer tokens").isEqualTo(played.tokens().answer());
    }
    assertThat(rendition.made() > 0).as("pieces").isEqualTo(rendition.hasContent());
    assertThat(rendition.hasContent())
        .as("content")
        .isEqualTo(
            !(played.text() + played.thinking() + played.refusal()).isEmpty()
                || !played.calls().isEmpty());
  }

  private void broken(Rendition rendition, byte[] out, Asked asked, Script played) {
    Complaint complaint = rendition.complaint();
    assertThat(complaint).as("a complaint about a broken answer (B3, trap 36)").isNotNull();
    if (complaint != null) {
      assertThat(Kinds.of(played.ending(), !played.steps().isEmpty())).contains(complaint.kind());
      assertThat(complaint.said()).hasSizeLessThan(LONGEST_WORDS);
    }
    if (!stream) {
      assertThat(out).as("half of a plain answer").isEmpty();
      return;
    }
    Seen before = client.see(out, asked);
    assertThat(before.error()).isNull();
    Sighting.broken(before, played);
    var more = new Bytes();
    rendition.broken(502, "it failed", more);
    var all = new ByteArrayOutputStream();
    all.writeBytes(out);
    drain(more, all);
    Seen after = client.see(all.toByteArray(), asked);
    Sighting.broken(after, played);
    assertThat(after.error()).as("the error's words").isEqualTo("it failed");
  }

  private void complaint(ProviderDialect dialect, Rendered answer) {
    Complaint complaint =
        dialect.complaint(
            answer.status(),
            name ->
                answer.headers().stream()
                    .filter(field -> field.name().equalsIgnoreCase(name))
                    .map(Field::value)
                    .findFirst()
                    .orElse(name.equalsIgnoreCase("Content-Type") ? answer.type() : ""),
            answer.body());
    Ending ending = conversation.script().ending();
    assertThat(Kinds.of(ending, !conversation.script().steps().isEmpty()))
        .as("what %s %s means", answer.status(), new String(answer.body(), UTF_8))
        .contains(complaint.kind());
    assertThat(complaint.status()).isEqualTo(answer.status());
    assertThat(complaint.said()).hasSizeLessThan(LONGEST_WORDS);
    if (ending instanceof Ending.Refused) {
      assertThat(complaint.said()).as("the provider's words").contains("foreign");
    }
  }

  @Override
  public String toString() {
    return "%s > %s: %s%s"
        .formatted(client, provider, conversation.name(), stream ? ", streamed" : "");
  }
}
