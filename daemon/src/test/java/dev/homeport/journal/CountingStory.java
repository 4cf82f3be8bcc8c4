package dev.homeport.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever counts answers with the usual programs counts right: over real logs, in both formats,
/// whatever clients write into the names of models.
@Tag("story")
class CountingStory {
  private static final long LONGEST_SECONDS = 60;
  private static final String COUNT =
      "grep \"LLM success\" | sed -E 's/.*provider=([^|]+) \\|.*/\\1/' | sort | uniq -c";

  /// Of the names, the second, fourth and so on go to another provider, and every third of the
  /// others to nobody.
  private static final List<String> COUNTED =
      List.of("4 ollama", "1 ollama-cloud (fallback)", "1 openrouter", "5 openrouter (fallback)");

  @TempDir private Path folder;

  @BeforeEach
  void needThePrograms() throws Exception {
    boolean there = Files.isExecutable(Path.of("/bin/sh"));
    assumeTrue(there, "there is no sh to count with");
    for (String program : List.of("grep", "sed", "sort", "uniq")) {
      assumeTrue(
          shell("command -v " + program, Path.of("/dev/null"), "C").exit() == 0,
          "there is no " + program + " to count with");
    }
  }

  private record Ran(int exit, String out) {}

  private static Ran ran(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Ran(process.exitValue(), out);
  }

  private static Ran shell(String line, Path in, String locale) throws Exception {
    var builder = new ProcessBuilder("/bin/sh", "-c", line).redirectInput(in.toFile());
    builder.environment().put("LC_ALL", locale);
    return ran(builder);
  }

  /// Has the log written; in a country where seconds are written with a comma.
  private Path log(LogFormat format, boolean coloured) throws Exception {
    Path file = folder.resolve("router.log");
    Ran wrote =
        ran(
            new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Duser.language=de",
                "-Duser.country=DE",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                CountingProcess.class.getName(),
                file.toString(),
                coloured ? "coloured" : "plain"));
    assertThat(wrote.exit()).as(wrote.out()).isZero();
    return format == LogFormat.JSON
        ? file
        : Files.writeString(folder.resolve("router.err"), wrote.out());
  }

  @ParameterizedTest
  @CsvSource({
    "HUMAN, false, C",
    "HUMAN, false, C.UTF-8",
    "HUMAN, true, C.UTF-8",
    "JSON, false, C",
    "JSON, false, C.UTF-8"
  })
  void answersAreCountedByWhoGaveThem(LogFormat format, boolean coloured, String locale)
      throws Exception {
    Ran counted = shell(COUNT, log(format, coloured), locale);
    assertThat(counted.exit()).isZero();
    assertThat(counted.out().lines().map(String::strip))
        .containsExactlyInAnyOrderElementsOf(COUNTED);
  }

  @Test
  void linesAreWordForWordWhatPeopleLookFor() throws Exception {
    String lines = Files.readString(log(LogFormat.HUMAN, false));
    assertThat(lines)
        .contains(
            "LLM request | provider=auto (ollama→openrouter→gemini) | id=id1 | model=qwen2.5:7b\n",
            "Ollama failed, trying OpenRouter fallback... | cause=connect-timeout | id=id2\n",
            "LLM success | provider=ollama | time=2.34s | id=id1\n",
            "LLM success | provider=openrouter (fallback) | time=3.12s | id=id2\n",
            "LLM failed | provider=ollama | cause=stall | time=1.23s | id=id3\n");
  }

  @Test
  void namesAreReadBackAsTheyWere() throws Exception {
    List<String> models =
        Files.readAllLines(log(LogFormat.JSON, false)).stream()
            .map(CountingStory::json)
            .filter(line -> line.text("event", "").equals("request answered"))
            .map(line -> line.text("model", ""))
            .toList();
    assertThat(models)
        .containsExactlyElementsOf(
            CountingProcess.ODD.stream().map(odd -> odd.replace('\ud83d', '?')).toList());
  }

  private static JsonObject json(String line) {
    if (JsonObject.parse(line) instanceof JsonObject.Parsed.Good(JsonObject object)) {
      return object;
    }
    throw new AssertionError("no object: " + line);
  }
}
