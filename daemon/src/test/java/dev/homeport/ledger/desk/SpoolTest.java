package dev.homeport.ledger.desk;

import static dev.homeport.ledger.desk.PlainRows.row;
import static dev.homeport.ledger.desk.PlainRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.store.ledger.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file that stands in for the book.
class SpoolTest {
  @TempDir Path folder = Path.of("");

  private Path file() {
    return folder.resolve("ledger.spool");
  }

  private static List<Row> all(Spool spool) throws IOException {
    var all = new ArrayList<Row>();
    for (Spool.@Nullable Piece piece = spool.next(100); piece != null; piece = spool.next(100)) {
      all.addAll(piece.rows());
      spool.done(piece, piece.rows().size());
    }
    return all;
  }

  @Test
  void rowsComeBackAsTheyWereAndTheFileGoes() throws IOException {
    try (var spool = Spool.in(folder)) {
      assertThat(spool.next(10)).isNull();
      assertThat(spool.add(rows("a", 1500)).lines()).isEqualTo(1500);
      assertThat(spool.add(rows("b", 700)).lines()).isEqualTo(700);
      assertThat(spool.count()).isEqualTo(2200);
      var expected = new ArrayList<>(rows("a", 1500));
      expected.addAll(rows("b", 700));
      assertThat(all(spool)).isEqualTo(expected);
      assertThat(spool.count()).isZero();
      assertThat(file()).doesNotExist();
      assertThat(spool.torn()).isZero();
    }
  }

  @Test
  void pieceThatIsNotDoneComesAgain() throws IOException {
    try (var spool = Spool.in(folder)) {
      spool.add(rows("a", 300));
      assertThat(spool.next(100)).isEqualTo(spool.next(100));
    }
  }

  @Test
  void whatComesMeanwhileIsReadToo() throws IOException {
    try (var spool = Spool.in(folder)) {
      spool.add(rows("a", 100));
      Spool.Piece piece = spool.next(1000);
      spool.add(rows("b", 1));
      spool.done(java.util.Objects.requireNonNull(piece), piece.lines());
      assertThat(spool.count()).isEqualTo(1);
      assertThat(all(spool)).isEqualTo(rows("b", 1));
    }
  }

  @Test
  void rowsThatTheBookGotMeanwhileAreNotReadUnlessOthersAreBeforeThem() throws IOException {
    try (var spool = Spool.in(folder)) {
      Spool.Piece first = spool.add(rows("a", 2));
      Spool.Piece second = spool.add(rows("b", 2));
      spool.done(second, 2);
      assertThat(spool.count()).isEqualTo(4);
      spool.done(first, 2);
      assertThat(all(spool)).isEqualTo(rows("b", 2));
    }
  }

  @Test
  void nextProcessReadsWhatTheLastOneLeft() throws IOException {
    try (var spool = Spool.in(folder)) {
      spool.add(rows("a", 3));
    }
    try (var spool = Spool.in(folder)) {
      assertThat(spool.count()).isEqualTo(3);
      assertThat(all(spool)).isEqualTo(rows("a", 3));
    }
  }

  @Test
  void tornLineIsSkippedAndSpoilsNoOther() throws IOException {
    try (var spool = Spool.in(folder)) {
      spool.add(rows("a", 2));
    }
    String text = Files.readString(file());
    Files.writeString(file(), text.substring(0, text.length() - 20));
    try (var spool = Spool.in(folder)) {
      spool.add(List.of(row("b")));
      assertThat(all(spool)).isEqualTo(List.of(row("a0"), row("b")));
      assertThat(spool.torn()).isEqualTo(1);
    }
    Files.writeString(file(), text.substring(0, text.length() - 20));
    try (var spool = Spool.in(folder)) {
      assertThat(all(spool)).isEqualTo(rows("a", 1));
      assertThat(spool.torn()).isEqualTo(1);
      assertThat(file()).doesNotExist();
    }
  }

  @Test
  void whatIsNoLineAtAllIsSkipped() throws IOException {
    Files.write(file(), new byte[700_000]);
    Files.writeString(file(), "\n{\"id\":\"x\"}\n[]\n\n", StandardOpenOption.APPEND);
    try (var spool = Spool.in(folder)) {
      spool.add(List.of(row("b")));
      assertThat(all(spool)).isEqualTo(List.of(row("b")));
      assertThat(spool.torn()).isPositive();
    }
  }

  @Test
  void noMoreThanItHasRoomForIsTaken() throws IOException {
    try (var spool = Spool.in(folder, 10_000)) {
      int fit = (int) spool.add(rows("a", 100)).lines();
      assertThat(fit).isBetween(10, 60);
      assertThat(Files.size(file())).isLessThanOrEqualTo(10_000);
      assertThat(spool.add(rows("b", 100)).lines()).isZero();
      assertThat(all(spool)).isEqualTo(rows("a", fit));
      assertThat(spool.add(List.of(row("c"))).lines()).isEqualTo(1);
    }
  }

  @Test
  void twoOnOneFolderDoNotMeet() throws IOException {
    try (var one = Spool.in(folder);
        var two = Spool.in(folder)) {
      one.add(rows("a", 1));
      two.add(rows("b", 1));
      assertThat(all(one)).isEqualTo(rows("a", 1));
      assertThat(folder.resolve("ledger-1.spool")).exists();
    }
    try (var one = Spool.in(folder)) {
      assertThat(one.count()).isZero();
    }
  }

  @Test
  void nobodyElseMayReadIt() throws IOException {
    try (var spool = Spool.in(folder)) {
      spool.add(rows("a", 1));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void placeThatCannotBeWrittenIsNamed() throws IOException {
    Path none = folder.resolve("none");
    Files.writeString(none, "");
    assertThatThrownBy(() -> Spool.in(none)).isInstanceOf(IOException.class);
  }
}
