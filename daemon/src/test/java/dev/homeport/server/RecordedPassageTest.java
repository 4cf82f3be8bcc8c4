package dev.homeport.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.Recording;
import dev.homeport.fake.ReplayServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever Ollama was recorded to answer comes through the front as it would come from Ollama.
@Tag("rude")
class RecordedPassageTest {
  static Stream<Recording> wholeAnswers() {
    return Stream.of("anthropic", "chat", "embed", "generate", "openai", "responses", "timing")
        .flatMap(group -> Recording.group(group).stream())
        .filter(recording -> recording.after() == Act.After.STAYS)
        .filter(recording -> asked(recording).startsWith("POST "));
  }

  private static String asked(Recording recording) {
    return new String(recording.request(), ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("wholeAnswers")
  void answerIsTheSameThroughTheFront(Recording recording) {
    try (var ollama = new ReplayServer(recording);
        var rig = new FrontRig(ollama.uri());
        var direct = RawClient.to(ollama.port());
        var client = rig.client()) {
      Received real = direct.send(recording.request()).read();
      String asked = asked(recording).replaceFirst("\r\n", "\r\n" + FrontRig.KEY);
      Received passed = client.send(asked.getBytes(ISO_8859_1)).read();
      assertThat(passed.status()).isEqualTo(real.status());
      assertThat(passed.header("Content-Type")).isEqualTo(real.header("Content-Type"));
      assertThat(passed.body()).isEqualTo(real.body());
      assertThat(passed.end()).isEqualTo(real.end());
      assertThat(passed.header("Connection")).isEmpty();
    }
  }
}
