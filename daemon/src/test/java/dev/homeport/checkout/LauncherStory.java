package dev.homeport.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.checkout.Checkout.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `scripts/homeport` in a checkout whose folder has a space, with a Maven that builds nothing.
@Tag("story")
class LauncherStory {
  private static final String BUILDS = "mkdir \"$made/classes\" \"$made/lib\"\n";
  private static final String SAYS_ALL =
      "echo \"$$ in $PWD, options '${HOMEPORT_JAVA_OPTS-none}':\"\nprintf '<%s>\\n' \"$@\"\n";

  @TempDir Path folder = Path.of("");

  private Checkout checkout;

  @BeforeEach
  void build() throws IOException {
    checkout = new Checkout(folder);
    checkout.maven(BUILDS);
    java(SAYS_ALL);
  }

  private void java(String text) throws IOException {
    checkout.jdk(checkout.slash.resolve("usr/lib/jvm/25"), "25.0.3", text);
  }

  private Ran launch(String... words) throws IOException, InterruptedException {
    var command = new String[words.length + 1];
    command[0] = checkout.script("homeport");
    System.arraycopy(words, 0, command, 1, words.length);
    return checkout.run(command);
  }

  @Test
  void commandGetsItsWordsItsFolderAndItsProcess() throws Exception {
    Path elsewhere = Files.createDirectories(folder.toRealPath().resolve("else where"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("hp"), Path.of("../link"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of(checkout.script("homeport")));
    checkout.environment.put("HOMEPORT_JAVA_OPTS", "-Dx=1  -Dstar=*");

    Process process = checkout.start(elsewhere, link.toString(), "keys", "add", "two words", "*");
    Ran ran = Checkout.end(process);

    assertThat(ran.status()).isZero();
    assertThat(ran.out()).startsWith(process.pid() + " in " + elsewhere + ", options 'none':\n");
    assertThat(ran.out())
        .contains("<-XX:TieredStopAtLevel=1>\n<-Dx=1>\n<-Dstar=*>\n")
        .endsWith("<dev.homeport.cli.Main>\n<keys>\n<add>\n<two words>\n<*>\n");
    Path made = checkout.builds().getFirst();
    assertThat(ran.out()).contains("<" + made + "/classes:" + made + "/lib/*>");
  }

  @Test
  void routerRunsWithBothCompilers() throws Exception {
    assertThat(launch("router").out()).doesNotContain("TieredStopAtLevel");
  }

  @Test
  void sourcesAreBuiltOnceForEachOfTheirStates() throws Exception {
    assertThat(launch().err()).contains("building");
    assertThat(launch().err()).isEmpty();
    assertThat(checkout.mavenCalls()).hasSize(1);

    checkout.write("daemon/src/main/java/B.java", "class B {}");
    launch();
    assertThat(checkout.mavenCalls()).hasSize(2);

    Files.delete(checkout.root.resolve("daemon/src/main/java/B.java"));
    launch();
    assertThat(checkout.mavenCalls()).hasSize(3);
    launch();
    assertThat(checkout.mavenCalls()).hasSize(3);
  }

  @Test
  void brokenBuildSaysWhatTheCompilerSaidAndFails() throws Exception {
    checkout.maven("echo '[ERROR] A.java:[1,2] not a statement'; exit 1");
    Ran broken = launch("daemon");
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.out()).isEmpty();
    assertThat(broken.err()).contains("[ERROR] A.java:[1,2] not a statement");
    assertThat(checkout.builds()).isEmpty();

    checkout.maven(BUILDS);
    assertThat(launch("daemon").status()).isZero();
  }

  @Test
  void twoLaunchesAtOnceBuildOnce() throws Exception {
    checkout.maven("sleep 1\n" + BUILDS);
    Process first = checkout.start(checkout.root, checkout.script("homeport"), "first");
    Process second = checkout.start(checkout.root, checkout.script("homeport"), "second");
    assertThat(Checkout.end(first).out()).endsWith("<first>\n");
    assertThat(Checkout.end(second).out()).endsWith("<second>\n");
    assertThat(checkout.mavenCalls()).hasSize(1);
    assertThat(checkout.builds()).hasSize(1);
  }

  @Test
  void lockOfAProcessThatIsGoneIsBroken() throws Exception {
    Process gone = checkout.start(checkout.root, "/bin/sh", "-c", "exit 0");
    Checkout.end(gone);
    Path launch = Files.createDirectories(checkout.root.resolve("daemon/target/launch"));
    Files.createSymbolicLink(launch.resolve("lock"), Path.of(String.valueOf(gone.pid())));
    assertThat(launch("daemon").status()).isZero();
    assertThat(checkout.builds()).hasSize(1);
  }

  @Test
  void terminationEndsABuildAtOnceAndLeavesNothing() throws Exception {
    checkout.maven("echo building >&2; exec sleep 25");
    Process process = checkout.start(checkout.root, checkout.script("homeport"), "daemon");
    process.getErrorStream().read();
    // The process's own `destroy` would close what we still want to read.
    process.toHandle().destroy();
    assertThat(Checkout.end(process).status()).isEqualTo(143);
    assertThat(checkout.builds()).isEmpty();
  }

  @Test
  void buildIsKeptWhileAProcessRunsFromIt() throws Exception {
    java("echo up; exec cat\n");
    Process daemon = checkout.start(checkout.root, checkout.script("homeport"), "daemon");
    assertThat(daemon.getInputStream().read()).isEqualTo('u');
    java(SAYS_ALL);
    checkout.write("daemon/src/main/java/A.java", "class A { int a; }");
    launch();
    assertThat(checkout.builds()).hasSize(2);

    Checkout.end(daemon);
    checkout.write("daemon/src/main/java/A.java", "class A { int b; }");
    launch();
    assertThat(checkout.builds()).hasSize(1);
  }
}
