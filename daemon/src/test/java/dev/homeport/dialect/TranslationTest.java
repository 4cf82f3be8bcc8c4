package dev.homeport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.wire.frame.Bytes;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranslationTest {
  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", "", "{}", " {\"a\":[]} "})
  void callsThatCanBeReadAreWritten(String arguments) {
    Bytes out = new Bytes();
    Translation translation = translated(out, arguments, Finish.CALLS);

    assertThat(translation.complaint()).isNull();
    assertThat(out.toString()).endsWith("whole");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":", "[]", "{} {}", "no"})
  void anAnswerWithACallThatCannotBeReadHasFailed(String arguments) {
    Bytes out = new Bytes();
    Translation translation = translated(out, arguments, Finish.STOP);

    assertThat(Objects.requireNonNull(translation.complaint()).kind())
        .isEqualTo(Complaint.Kind.NONSENSE);
    assertThat(out.toString()).doesNotContain("whole");
  }

  @Test
  void aCallThatTheLengthCutIsTheClientsToSee() {
    Bytes out = new Bytes();
    Translation translation = translated(out, "{\"a\":", Finish.LENGTH);

    assertThat(translation.complaint()).isNull();
    assertThat(out.toString()).endsWith("whole");
  }

  @Test
  void anAnswerWithoutAnEndIsCut() {
    var translation = new Translation(saying(List.of(new Piece.Text("a"))), new Spelling());
    translation.end(new Bytes());

    assertThat(Objects.requireNonNull(translation.complaint()).kind())
        .isEqualTo(Complaint.Kind.CUT);
    assertThat(translation.hasContent()).isTrue();
  }

  /// A provider that never ends a call, or makes calls for ever, would fill the memory.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerWithoutEndIsGivenUp(boolean oneCall) {
    String much = "a".repeat(1 << 16);
    var out = new Bytes();
    var translation =
        new Translation(
            saying(
                Stream.iterate(0, index -> index + 1)
                    .limit(1 << 10)
                    .map(
                        index ->
                            oneCall
                                ? (Piece) new Piece.CallGoesOn(0, much)
                                : new Piece.CallBegun(index, much, "f"))
                    .toList()),
            new Spelling());
    translation.end(out);

    assertThat(Objects.requireNonNull(translation.complaint()).kind())
        .isEqualTo(Complaint.Kind.NONSENSE);
    assertThat(out.length()).isLessThan(1 << 13);
  }

  private static Translation translated(Bytes out, String arguments, Finish finish) {
    int middle = arguments.length() / 2;
    var translation =
        new Translation(
            saying(
                List.of(
                    new Piece.CallBegun(0, "a", "f"),
                    new Piece.CallBegun(1, "b", "g"),
                    new Piece.CallGoesOn(1, arguments.substring(0, middle)),
                    new Piece.CallGoesOn(0, "{}"),
                    new Piece.CallGoesOn(1, arguments.substring(middle)),
                    new Piece.Finished(finish, null))),
            new Spelling());
    translation.end(out);
    return translation;
  }

  private static AnswerReader saying(List<Piece> pieces) {
    return new AnswerReader() {
      @Override
      public void feed(byte[] bytes, int from, int count, Consumer<Piece> to) {}

      @Override
      public void end(Consumer<Piece> to) {
        pieces.forEach(to);
      }
    };
  }

  /// Writes what it is told, by name.
  private static final class Spelling implements AnswerWriter {
    @Override
    public String contentType() {
      return "text/plain";
    }

    @Override
    public void piece(Piece piece, Bytes out) {
      out.append(piece.getClass().getSimpleName()).append(" ");
    }

    @Override
    public void whole(Bytes out) {
      out.append("whole");
    }

    @Override
    public void broken(int status, String text, Bytes out) {}

    @Override
    public byte[] keepAlive() {
      return new byte[0];
    }
  }
}
