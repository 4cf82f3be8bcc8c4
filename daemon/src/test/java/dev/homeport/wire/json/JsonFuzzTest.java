package dev.homeport.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeport.fake.Mutation;
import dev.homeport.fake.Recorded;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes, the mapper reads it or says by its one exception that it cannot; and what it has
/// read it can write.
class JsonFuzzTest {
  private static final int TIMES = 40;

  private static final List<byte[]> BODIES =
      Recorded.all().stream()
          .flatMap(recorded -> Stream.of(recorded.requestBody(), recorded.body()))
          .filter(body -> body.length > 0 && body.length < 20_000)
          .toList();

  /// Another reader, which ours must agree with.
  private static final ObjectMapper JACKSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  static LongStream seeds() {
    return LongStream.range(0, 150);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsReadIsWrittenAndReadAgain(long seed) throws IOException {
    var random = new Random(seed);
    for (int i = 0; i < TIMES; i++) {
      byte[] bytes = Mutation.of(BODIES.get(random.nextInt(BODIES.size())), random);
      JsonNode value;
      try {
        value = Json.read(bytes);
      } catch (JsonProcessingException _) {
        assertThat(byJackson(bytes)).isNull();
        assertThat(Json.readOrMissing(bytes, 0, bytes.length).isMissingNode()).isTrue();
        continue;
      }
      // Jackson looks at what follows a number, and refuses half a pair in a name.
      if (value.isContainerNode() && !new String(bytes, UTF_8).contains("\\ud83d")) {
        assertThat(value).isEqualTo(byJackson(bytes));
      }
      assertThat(Json.read(new ByteArrayInputStream(bytes))).isEqualTo(value);
      String text = Json.text(value);
      assertThat(text).doesNotContainPattern("[\\x00-\\x1f\\x7f\\x85\\u2028\\u2029]");
      assertThat(UTF_8.newEncoder().canEncode(text)).isTrue();
      if (!value.isMissingNode()) {
        assertThat(Json.readWhole(Json.bytes(value), 0, Json.bytes(value).length)).isEqualTo(value);
      }
      var out = new ByteArrayOutputStream();
      Json.write(value, out);
      assertThat(out.toString(UTF_8)).isEqualTo(text);
    }
  }

  /// What Jackson reads; nothing where it reads nothing, or where ours has its own limits.
  private static @Nullable JsonNode byJackson(byte[] bytes) {
    try {
      return JACKSON.readTree(new String(bytes, UTF_8));
    } catch (JsonProcessingException | NumberFormatException _) {
      return null;
    }
  }
}
