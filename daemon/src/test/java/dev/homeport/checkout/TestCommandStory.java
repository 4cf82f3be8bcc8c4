package dev.homeport.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.checkout.Checkout.Ran;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `scripts/test` with a Maven that only leaves reports.
@Tag("story")
class TestCommandStory {
  private static final String PASSED =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuite xmlns:xsi="x" name="dev.A" time="0.1" tests="5" errors="0" skipped="2" failures="0">
        <properties>
          <property name="tests" value="99"/>
        </properties>
        <testcase name="one" classname="dev.A" time="0.1"/>
        <testcase name="two" classname="dev.A" time="0.1">
          <skipped message="no &quot;nginx&quot; &amp; no haproxy here"/>
        </testcase>
        <testcase name="three" classname="dev.A" time="0.1">
          <skipped message="no &quot;nginx&quot; &amp; no haproxy here"/>
        </testcase>
      </testsuite>
      """;
  private static final String FAILED =
      """
      <testsuite name="dev.B" tests="3" errors="1" skipped="0" failures="1">
        <testcase name="four{int}[1]" classname="dev.B" time="0.1">
          <failure message="expected 1" type="x"><![CDATA[<testsuite tests="7" failures="7">]]></failure>
        </testcase>
        <testcase name="five" classname="dev.B">
          <error type="x">gone</error>
        </testcase>
        <testcase name="six" classname="dev.B"/>
      </testsuite>
      """;

  @TempDir Path folder = Path.of("");

  private Checkout checkout;

  @BeforeEach
  void build() throws IOException {
    checkout = new Checkout(folder);
    checkout.jdk(checkout.slash.resolve("usr/lib/jvm/25"), "25.0.3");
  }

  /// A Maven that leaves these reports in place of what was there, and ends so.
  private void maven(int status, String... reports) throws IOException {
    var text = new StringBuilder("mkdir -p daemon/target/surefire-reports\n");
    for (int i = 0; i < reports.length; i++) {
      checkout.write("report-" + i, reports[i]);
      text.append("cat report-%1$d >daemon/target/surefire-reports/TEST-%1$d.xml\n".formatted(i));
    }
    checkout.maven(text.append("exit ").append(status).toString());
  }

  private Ran test(String... words) throws IOException, InterruptedException {
    var command = new String[words.length + 1];
    command[0] = "scripts/test";
    System.arraycopy(words, 0, command, 1, words.length);
    return checkout.run(command);
  }

  @Test
  void countsAreTheLastLineAndReasonsStandAboveThem() throws Exception {
    maven(0, PASSED);
    Ran ran = test();
    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .endsWith(
            """
            skipped 2: no "nginx" & no haproxy here
            3 passed, 0 failed, 2 skipped
            """);
  }

  @Test
  void failuresAreNamedAndCounted() throws Exception {
    maven(1, FAILED, PASSED);
    Ran ran = test();
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out())
        .contains("failed: dev.B.four{int}[1]\n", "failed: dev.B.five\n")
        .endsWith("4 passed, 2 failed, 2 skipped\n");
  }

  @Test
  void buildThatBreaksIsAFailure() throws Exception {
    maven(0, PASSED);
    test();
    maven(1);
    Ran ran = test();
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).endsWith("failed: the build itself, see above\n0 passed, 1 failed\n");
  }

  @Test
  void runWithoutTestsIsAFailure() throws Exception {
    maven(0);
    Ran ran = test();
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).endsWith("0 passed, 1 failed\n");
  }

  @Test
  void wordsForMavenReachIt() throws Exception {
    maven(0, PASSED);
    test("--fast", "--", "-Dtest=Gate Test*", "-X");
    assertThat(checkout.mavenCalls().getFirst())
        .contains("-Dskip.kinds=rude,story verify")
        .endsWith("-Dtest=Gate Test* -X");
    assertThat(test("--quick").status()).isEqualTo(2);
  }
}
