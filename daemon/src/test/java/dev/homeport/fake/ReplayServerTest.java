package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.homeport.fake.Received.End;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The recordings, played and heard.
@Tag("rude")
@ExtendWith(LeakCheck.OfClass.class)
class ReplayServerTest {
  static Stream<Recording> streams() {
    return Stream.of("chat", "openai", "responses", "anthropic", "unicode", "timing")
        .flatMap(group -> Recording.group(group).stream())
        .filter(recording -> recording.after() == Act.After.STAYS);
  }

  @ParameterizedTest
  @Execution(CONCURRENT)
  @MethodSource("streams")
  void recordingComesBackByteForByte(Recording recording) {
    try (var server = new ReplayServer(recording);
        var client = RawClient.to(server.port())) {
      Received answer = client.send(recording.request()).read();
      assertThat(answer.end()).isEqualTo(End.WHOLE);
      assertThat(answer.text()).isNotEmpty();
      assertThat(recording.response()).startsWith(answer.head().line().getBytes(UTF_8));
    }
  }

  @Test
  void headerChoosesTheRecording() {
    try (var server = new ReplayServer(Recording.of("basics/get-version"));
        var client = RawClient.to(server.port())) {
      client.get("/").get("/", "X-Recording: basics/ps-empty\r\n");
      assertThat(client.read().text()).contains("version");
      assertThat(client.read().text()).isEqualTo("{\"models\":[]}");
    }
  }

  @Test
  void streamCutByItsClientJustStops() throws Exception {
    Recording cut = Recording.of("faults/cancel-mid-stream");
    assertThat(cut.after()).isEqualTo(Act.After.HANGS);
    try (var server = new ReplayServer(cut)) {
      var client = RawClient.to(server.port());
      client.send(cut.request()).head();
      assertThat(client.piece()).isPresent();
      client.close();
      server.next().departure();
    }
  }
}
