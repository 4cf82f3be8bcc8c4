package dev.homeport.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The house style, as far as a machine can hold us to it.
class HouseRulesTest {
  private static final int LONGEST_FILE = 400;

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Utils?|Helper|Data|Info)")
        .check(House.CLASSES);
  }

  @Test
  void onlyTheTimePackageReadsAClockOrWaits() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.homeport.time..")
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Thread.class, "sleep", Duration.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(House.CLASSES);
  }

  @Test
  void onlyTheLifecyclePackageMakesThreads() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.homeport.lifecycle..")
        .should()
        .callMethod(Thread.class, "ofVirtual")
        .orShould()
        .callMethod(Thread.class, "ofPlatform")
        .orShould()
        .callMethod(Thread.class, "startVirtualThread", Runnable.class)
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Executors.class)
        .check(House.CLASSES);
  }

  @Test
  void optionalIsForReturnTypes() {
    fields().should().notHaveRawType(Optional.class).check(House.CLASSES);
  }

  @Test
  void nothingPrintsToTheConsole() {
    noClasses().should().accessField(System.class, "out").check(House.CLASSES);
    noClasses().should().accessField(System.class, "err").check(House.CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "io.javalin.., server",
    "org.eclipse.jetty.., server",
    "jakarta.servlet.., server",
    "org.java_websocket.., link",
    "picocli.., cli",
    "ch.qos.logback.., journal",
    "org.apache.hc.., upstream",
    "java.sql.., store",
    "org.sqlite.., store",
    "org.postgresql.., store",
    "org.yaml.snakeyaml.., config",
  })
  void libraryHasOneHome(String library, String home) {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.homeport." + home + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(House.CLASSES);
  }

  @Test
  void jacksonLivesWhereBytesAreRead() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.homeport.wire..", "dev.homeport.dialect..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson..")
        .check(House.CLASSES);
  }

  @Test
  void fileIsOneIdea() throws IOException {
    var tooLong = new TreeSet<String>();
    for (Path file : javaFiles(House.MAIN)) {
      long lines = Files.readAllLines(file).size();
      if (lines > LONGEST_FILE) {
        tooLong.add(file + ": " + lines);
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void packageHasASentence() throws IOException {
    var silent = new TreeSet<String>();
    for (Path root : new Path[] {House.MAIN, House.TESTS}) {
      for (Path file : javaFiles(root)) {
        Path words = file.resolveSibling("package-info.java");
        if (!Files.exists(words)) {
          silent.add(file.getParent() + " has no package-info.java");
        } else {
          String text = Files.readString(words);
          if (!text.startsWith("/// ") || !text.contains("@NullMarked")) {
            silent.add(words + " must start with /// and be @NullMarked");
          }
        }
      }
    }
    assertThat(silent).isEmpty();
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
