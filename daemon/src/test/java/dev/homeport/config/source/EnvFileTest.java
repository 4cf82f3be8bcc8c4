package dev.homeport.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Files of variables as people write them.
class EnvFileTest {
  @Test
  void linesAreReadAsAShellWould() {
    EnvFile.Lines lines =
        read(
            """
            # a comment
            PLAIN=one two   # and why
            export EXPORTED = spaced
            HASH=a#b
            SINGLE='as $it \\n is' # quoted
            DOUBLE="line\\nend \\"quoted\\" \\\\"
            MULTI="first
            second"
            EMPTY=
            AFTER=x
            """);
    assertThat(lines.doubts()).isEmpty();
    assertThat(lines.variables())
        .extracting(v -> v.name() + "=" + v.text() + " @" + v.origin().text())
        .containsExactly(
            "PLAIN=one two @.env:2 PLAIN",
            "EXPORTED=spaced @.env:3 EXPORTED",
            "HASH=a#b @.env:4 HASH",
            "SINGLE=as $it \\n is @.env:5 SINGLE",
            "DOUBLE=line\nend \"quoted\" \\ @.env:6 DOUBLE",
            "MULTI=first\nsecond @.env:7 MULTI",
            "EMPTY= @.env:9 EMPTY",
            "AFTER=x @.env:10 AFTER");
  }

  @Test
  void doubtfulLinesArePassedOverAndNamed() {
    EnvFile.Lines lines = read("what is this\nOPEN=\"never\nA=1\n");
    assertThat(lines.doubts())
        .extracting(Problem::text)
        .containsExactly(
            ".env:1: is not NAME=VALUE and is passed over; begin a comment with #",
            ".env:2: opens a quote that is never closed and is passed over; close it");
    assertThat(lines.variables()).extracting(Environment.Variable::name).containsExactly("A");
  }

  private static EnvFile.Lines read(String text) {
    return EnvFile.read(Path.of(".env"), text);
  }
}
