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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `scripts/jdk25` on machines of many kinds.
@Tag("story")
class JdkSearchStory {
  @TempDir Path folder = Path.of("");

  private Checkout checkout;

  @BeforeEach
  void build() throws IOException {
    checkout = new Checkout(folder);
  }

  private void assertFound(Path home) throws Exception {
    Ran ran = checkout.run(checkout.script("jdk25"));
    assertThat(ran).isEqualTo(new Ran(0, home + "\n", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slash/usr/lib/jvm/temurin-25-jdk-amd64",
        "slash/usr/lib64/jvm/java-25",
        "slash/usr/java/jdk-25",
        "slash/opt/java25",
        "slash/opt/java/openjdk",
        "slash/opt/jdk-25.0.3+9",
        "slash/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
        "slash/opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
        "slash/usr/local/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
        "home/Library/Java/JavaVirtualMachines/azul 25/Contents/Home",
        "home/.sdkman/candidates/java/25.0.3-tem",
        "home/.jdks/jdk-25.0.3+9",
        "home/.jdks/jdk-25.0.3+9/Contents/Home",
      })
  void usualFoldersAreLookedInto(String place) throws Exception {
    checkout.jdk(checkout.slash.resolve("usr/lib/jvm/java-17"), "17.0.15");
    assertFound(checkout.jdk(checkout.slash.resolveSibling(place), "25.0.3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"25", "25.0.3", "25-ea", "26.0.1"})
  void homeOfTheUserWinsWhereItWillDo(String version) throws Exception {
    checkout.jdk(checkout.slash.resolve("usr/lib/jvm/other"), "25.0.3");
    Path mine = checkout.jdk(folder.resolve("my jdk"), version);
    checkout.environment.put("JAVA_HOME", mine.toString());
    assertFound(mine);
  }

  @Test
  void oldHomeOfTheUserIsPassedOver() throws Exception {
    checkout.environment.put("JAVA_HOME", checkout.jdk(folder.resolve("old"), "17").toString());
    assertFound(checkout.jdk(checkout.slash.resolve("usr/lib/jvm/new"), "25"));
  }

  @Test
  void runtimeWithoutCompilerIsPassedOver() throws Exception {
    Path runtime = checkout.jdk(checkout.slash.resolve("usr/lib/jvm/a-runtime"), "25");
    Files.delete(runtime.resolve("bin/javac"));
    assertFound(checkout.jdk(checkout.slash.resolve("usr/lib/jvm/b-whole"), "25"));
  }

  @Test
  void twentyFiveIsPreferredToNewer() throws Exception {
    checkout.jdk(checkout.slash.resolve("usr/lib/jvm/a"), "26");
    assertFound(checkout.jdk(checkout.slash.resolve("usr/lib/jvm/b"), "25"));
  }

  @Test
  void newerIsTakenWhereThereIsNoTwentyFive() throws Exception {
    checkout.jdk(checkout.slash.resolve("usr/lib/jvm/a"), "24.0.1");
    assertFound(checkout.jdk(checkout.slash.resolve("usr/lib/jvm/b"), "26"));
  }

  @Test
  void programOnThePathIsFollowedThroughItsLinks() throws Exception {
    Path home = checkout.jdk(folder.toRealPath().resolve("somewhere/jdk"), "25");
    Path alternatives = Files.createDirectories(folder.resolve("alternatives"));
    Files.createSymbolicLink(alternatives.resolve("java"), home.resolve("bin/java"));
    Files.createSymbolicLink(folder.resolve("bin/java"), Path.of("../alternatives/java"));
    assertFound(home);
  }

  @Test
  void macIsAskedForItsOwn() throws Exception {
    Path home = checkout.jdk(folder.resolve("Somewhere Else/Home"), "25.0.3");
    Checkout.program(
        checkout.slash.resolve("usr/libexec/java_home"),
        "[ \"$*\" = '-v 25+' ] && echo '" + home + "'\n");
    assertFound(home);
  }

  @ParameterizedTest
  @CsvSource({
    "Darwin, '', brew install openjdk@25",
    "Linux, 'ID=debian', sudo apt-get install openjdk-25-jdk-headless",
    "Linux, 'ID=pop\nID_LIKE=\"ubuntu debian\"', sudo apt-get install openjdk-25-jdk-headless",
    "Linux, 'NAME=x\nID=fedora', sudo dnf install java-25-openjdk-devel",
    "Linux, 'ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"', sudo dnf install java-25-openjdk-devel",
    "Linux, 'ID=\"opensuse-leap\"', sudo zypper install java-25-openjdk-devel",
    "Linux, 'ID=arch', sudo pacman -S jdk25-openjdk",
    "Linux, 'ID=alpine', sudo apk add openjdk25",
    "Linux, 'ID=void', tar -xzf OpenJDK25*.tar.gz -C ~/.jdks",
    "FreeBSD, '', tar -xzf OpenJDK25*.tar.gz -C ~/.jdks",
  })
  void missingJdkIsAnsweredWithWhatToTypeHere(String kernel, String release, String words)
      throws Exception {
    checkout.program("uname", "echo " + kernel + "\n");
    Files.createDirectories(checkout.slash.resolve("etc"));
    Files.writeString(checkout.slash.resolve("etc/os-release"), release + "\n");
    Path old = checkout.jdk(folder.resolve("old"), "21.0.1");
    checkout.environment.put("JAVA_HOME", old.toString());

    Ran ran = checkout.run(checkout.script("jdk25"));

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(words, "JAVA_HOME is " + old + ", a JDK 21");
  }

  @Test
  void missingMavenIsAnsweredWithWhatToTypeHere() throws Exception {
    checkout.jdk(checkout.slash.resolve("usr/lib/jvm/b"), "25");
    checkout.program("mvn", "echo 'Apache Maven 3.6.3'\n");
    checkout.program("uname", "echo Darwin\n");
    Ran ran = checkout.run(checkout.script("maven"), "verify");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("mvn is 3.6", "brew install maven");
  }
}
