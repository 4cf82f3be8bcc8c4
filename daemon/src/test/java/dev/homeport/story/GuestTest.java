package dev.homeport.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.contract.Asked;
import dev.homeport.contract.client.ClientVoice;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.ScriptedServer;
import dev.homeport.story.Guest.Outcome;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a guest of a story lets pass and what not.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class GuestTest {
  private static final ClientVoice CHAT = ClientVoice.all().getFirst();
  private static final Verse VERSE = new Verse(0x1234_5678_9abc_def0L);
  private static final List<String> WORDS = VERSE.words();
  private static final String FOREIGN = new Verse(7).words().get(3);

  private static final String ERROR = chunk("{\"error\":\"home was lost\"}\n");
  private static final String LAST =
      chunk(
          "{\"model\":\""
              + Asked.MODEL
              + "\",\"created_at\":\"2026-11-25T18:00:00Z\",\"message\":{\"role\":\"assistant\","
              + "\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"total_duration\":1,"
              + "\"load_duration\":1,\"prompt_eval_count\":1,\"prompt_eval_duration\":1,"
              + "\"eval_count\":1,\"eval_duration\":1}\n");
  private static final String END = "0\r\n\r\n";

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  private static String said(List<String> words) {
    return words.stream()
        .map(
            word ->
                chunk(
                    "{\"model\":\""
                        + Asked.MODEL
                        + "\",\"created_at\":\"2026-11-25T18:00:00Z\",\"message\":"
                        + "{\"role\":\"assistant\",\"content\":\""
                        + word
                        + "\"},\"done\":false}\n"))
        .collect(Collectors.joining());
  }

  private static Outcome streamed(String body) {
    return asked(
        true,
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nHomeport-Provider: home\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + body);
  }

  private static Outcome asked(boolean stream, String answer) {
    try (var server = new ScriptedServer().otherwise(new ScriptedServer.Act.Raw(answer));
        var guest = new Guest(server.port(), "")) {
      return guest.ask(CHAT, stream, VERSE);
    }
  }

  @Test
  void wholeAnswerIsWhole() {
    assertThat(streamed(said(WORDS) + LAST + END)).isEqualTo(new Outcome.Whole("home", ""));
  }

  @Test
  void beginningWithAnErrorAndACutIsUnfinished() {
    assertThat(streamed(said(WORDS.subList(0, 5)) + ERROR))
        .isEqualTo(new Outcome.Unfinished("home", ""));
  }

  @Test
  void halfAnAnswerThatPretendsIsWrong() {
    String half = said(WORDS.subList(0, 5));
    assertThat(streamed(half + LAST + END)).isInstanceOf(Outcome.Wrong.class);
    assertThat(streamed(half + END)).isInstanceOf(Outcome.Wrong.class);
    assertThat(streamed(half + ERROR + END)).isInstanceOf(Outcome.Wrong.class);
    assertThat(streamed(half)).isInstanceOf(Outcome.Wrong.class);
  }

  @Test
  void foreignRepeatedAndMissingWordsAreWrong() {
    assertThat(streamed(said(WORDS) + said(List.of(FOREIGN)) + LAST + END))
        .isInstanceOf(Outcome.Wrong.class);
    assertThat(streamed(said(List.of(FOREIGN)) + ERROR)).isInstanceOf(Outcome.Wrong.class);
    assertThat(streamed(said(WORDS.subList(0, 3)) + said(WORDS) + LAST + END))
        .isInstanceOf(Outcome.Wrong.class);
    assertThat(streamed(said(WORDS.subList(1, WORDS.size())) + LAST + END))
        .isInstanceOf(Outcome.Wrong.class);
  }

  @Test
  void nothingIsAFailure() {
    assertThat(streamed(ERROR)).isInstanceOf(Outcome.Failed.class);
    assertThat(asked(true, "HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n"))
        .isInstanceOf(Outcome.Failed.class);
    assertThat(asked(true, "")).isInstanceOf(Outcome.Failed.class);
    assertThat(asked(false, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"))
        .isInstanceOf(Outcome.Failed.class);
  }
}
