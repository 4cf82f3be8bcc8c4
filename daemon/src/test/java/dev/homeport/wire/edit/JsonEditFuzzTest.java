package dev.homeport.wire.edit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Mutation;
import dev.homeport.fake.Recorded;
import dev.homeport.wire.edit.JsonEdit.Outcome;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An edit changes what it lists and not a byte more, whatever the text; and a text that comes in
/// pieces is changed like one that is all there.
class JsonEditFuzzTest {
  private static final int TIMES = 25;
  private static final String TEXT = "the name that the client asked for";
  private static final String QUOTED = "\"" + TEXT + "\"";

  private static final List<byte[]> BODIES =
      Recorded.all().stream()
          .flatMap(recorded -> Stream.of(recorded.requestBody(), recorded.body()))
          .filter(body -> body.length > 0 && body.length < 5_000)
          .toList();

  private static final JsonEdit COMMON =
      JsonEdit.builder()
          .replace("model")
          .replace("response", "model")
          .drop("system_fingerprint")
          .drop("messages", "*", "images")
          .drop("created_at")
          .put("stream", "true")
          .see(1, "message", "content")
          .see(2, "choices", "*", "delta", "content")
          .build();

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onlyWhatIsListedChanges(long seed) throws IOException {
    var random = new Random(seed);
    for (int i = 0; i < TIMES; i++) {
      var changes = MadeText.changes(random);
      var made = new MadeText(random, changes.caseless());
      var expectedSeen = new ArrayList<String>();
      String expected = made.changed(changes, QUOTED, expectedSeen);
      var seen = new ArrayList<String>();
      var out = new Bytes();
      var editor = changes.edit().with(TEXT);
      byte[] json = made.toString().getBytes(UTF_8);
      Outcome outcome =
          editor.apply(
              json,
              0,
              json.length,
              out,
              (tag, bytes, from, count) ->
                  seen.add(tag + " " + new String(bytes, from, count, UTF_8)));
      assertThat(out).as(changes + " in " + made).hasToString(expected);
      assertThat(seen).isEqualTo(expectedSeen);
      if (outcome == Outcome.SAME) {
        assertThat(expected).isEqualTo(made.toString());
      }
      Json.readWhole(out.array(), 0, out.length());
      assertThat(written(editor, json, random)).hasValue(withoutEnd(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bothWaysAgreeOnWhatIsSpoilt(long seed) throws IOException {
    var random = new Random(seed);
    var editor = COMMON.with(TEXT);
    for (int i = 0; i < TIMES; i++) {
      byte[] good =
          random.nextInt(3) == 0
              ? new MadeText(random, false).toString().getBytes(UTF_8)
              : BODIES.get(random.nextInt(BODIES.size()));
      byte[] json = Mutation.of(good, random);
      var out = new Bytes();
      Outcome outcome = editor.apply(json, 0, json.length, out);
      Optional<String> written = written(editor, json, random);
      if (outcome == Outcome.BROKEN) {
        assertThat(out.isEmpty()).isTrue();
        // What follows the value is not looked at in a stream, so it may be good all the same.
        written.ifPresent(
            text -> {
              byte[] again = text.getBytes(UTF_8);
              assertThat(editor.apply(again, 0, again.length, new Bytes()))
                  .isNotEqualTo(Outcome.BROKEN);
            });
      } else {
        assertThat(written).hasValue(withoutEnd(out.toString()));
      }
    }
  }

  private static String withoutEnd(String text) {
    return text.replaceFirst("[ \n\r\t]+$", "");
  }

  private static Optional<String> written(JsonEditor editor, byte[] json, Random random)
      throws IOException {
    Source source =
        out -> {
          var pieces = new ArrayList<byte[]>();
          Mutation.cut(
              json,
              random,
              (bytes, from, count) -> pieces.add(Arrays.copyOfRange(bytes, from, from + count)));
          for (byte[] piece : pieces) {
            out.write(piece);
          }
        };
    Optional<Edits> edits = editor.scan(source);
    if (edits.isEmpty()) {
      return Optional.empty();
    }
    var out = new ByteArrayOutputStream();
    edits.get().write(source, out);
    assertThat(edits.get().length()).isEqualTo(out.size());
    return Optional.of(out.toString(UTF_8));
  }
}
