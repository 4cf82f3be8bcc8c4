package dev.homeport.dialect.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.openai.preset.Preset;
import dev.homeport.wire.Payload;
import dev.homeport.wire.frame.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Mutated answers of providers: never an exception, always an end of one kind, and nothing after
/// it.
class FuzzTest {
  private static final String BODY =
      "{'model':'m','messages':[{'role':'user','content':'x'}],'stream':true,'logprobs':true}";
  private static final List<Preset> PRESETS = List.of(Preset.values());
  private static final ChatRequest REQUEST = Told.chat(BODY);

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void answerHasOneEndWhateverComes(long seed) throws IOException {
    var random = new Random(seed);
    for (var recorded : ProviderAnswerTest.streams().toList()) {
      byte[] bytes = mutated(String.valueOf(recorded.get()[2]).getBytes(UTF_8), random);
      Preset preset = PRESETS.get(random.nextInt(PRESETS.size()));
      read(bytes, preset, random);
      if (preset != Preset.MISTRAL) {
        pass(bytes, preset, random);
      }
      Told.provider(preset).complaint(400 + random.nextInt(130), _ -> "", bytes);
      assertThat(Told.provider(preset).listed(bytes)).isNotNull();
    }
  }

  private static void read(byte[] bytes, Preset preset, Random random) {
    var reader = Told.provider(preset).reader(REQUEST, "m", "");
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int count = Math.min(1 + random.nextInt(200), bytes.length - at);
      reader.feed(bytes, at, count, pieces::add);
      at += count;
    }
    reader.end(pieces::add);
    long ends =
        pieces.stream()
            .filter(piece -> piece instanceof Piece.Finished || piece instanceof Piece.Failed)
            .count();
    assertThat(ends).describedAs("%s", pieces).isEqualTo(1);
    assertThat(pieces.getLast())
        .matches(piece -> piece instanceof Piece.Finished || piece instanceof Piece.Failed);
  }

  private static void pass(byte[] bytes, Preset preset, Random random) throws IOException {
    var way = Told.provider(preset).passing(Api.OPENAI_CHAT).orElseThrow();
    way.call(REQUEST, Payload.of(Told.json(BODY).getBytes(UTF_8)), "x");
    Rendition rendition = way.rendition(REQUEST, Told.STAMP, "text/event-stream");
    var out = new Bytes();
    int at = 0;
    while (at < bytes.length) {
      int count = Math.min(1 + random.nextInt(200), bytes.length - at);
      rendition.feed(bytes, at, count, out);
      at += count;
    }
    rendition.end(out);
    boolean whole = new String(out.array(), 0, out.length(), UTF_8).endsWith("data: [DONE]\n\n");
    assertThat(whole).isEqualTo(rendition.complaint() == null);
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return bytes;
    }
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      switch (random.nextInt(3)) {
        case 0 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        case 1 ->
            bytes[random.nextInt(bytes.length)] =
                (byte) "{}[]\":,0n-e\n".charAt(random.nextInt(12));
        default -> {
          int from = random.nextInt(bytes.length);
          int to = random.nextInt(bytes.length);
          int count = random.nextInt(bytes.length - Math.max(from, to));
          System.arraycopy(bytes, from, bytes, to, count);
        }
      }
    }
    return bytes;
  }
}
