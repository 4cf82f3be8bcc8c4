package dev.homeport.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.doctor.Outcome.State;
import dev.homeport.doctor.look.Clocks;
import dev.homeport.doctor.look.Listeners;
import dev.homeport.doctor.look.Web;
import dev.homeport.doctor.ollama.AliveCheck;
import dev.homeport.doctor.ollama.AnswerCheck;
import dev.homeport.doctor.ollama.Behind;
import dev.homeport.doctor.ollama.ModelsCheck;
import dev.homeport.doctor.ollama.OpenDoorCheck;
import dev.homeport.doctor.ollama.VersionCheck;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Programs;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.ScriptedServer;
import dev.homeport.fake.ScriptedServer.Act;
import dev.homeport.host.Platform;
import dev.homeport.time.Ticker;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("rude")
@ExtendWith(LeakCheck.class)
class OllamaChecksTest {
  private static final String RESTART = "osascript -e 'quit app \"Ollama\"'; open -a Ollama";

  @TempDir private Path folder;

  private final Web web = new Web(Ticker.system(), new Clocks(new FakeWall()));

  private Behind behind(URI uri, String os) {
    return Behind.at(
        uri, null, Platform.of(new Programs(folder).env(), os, "/Users/ann", "ann"), web);
  }

  private Behind mac(URI uri) {
    return behind(uri, "Mac OS X");
  }

  @Test
  void ollamaAnswersOrNobodyOrSomebodyElse() throws Exception {
    try (ScriptedServer ollama = Answers.ollama("0.33.0", "a:latest")) {
      Behind behind = mac(ollama.uri());
      assertThat(new AliveCheck(behind).look().what())
          .startsWith("Ollama is running at " + ollama.uri());
      assertThat(new VersionCheck(behind).look()).isEqualTo(Outcome.ok("0.33.0"));
      ollama
          .on("/", new Act.Answer(200, "text/html", "<html>"))
          .on("/api/version", new Act.Answer(404, "", ""));
      assertThat(new AliveCheck(mac(ollama.uri())).look())
          .isEqualTo(
              Outcome.fail(
                  "what answers at " + ollama.uri() + " is not Ollama (status 200)",
                  "set daemon.ollama (or OLLAMA_BASE_URL) to Ollama's own address"));
      ollama.on("/", new Act.Answer(401, "", ""));
      assertThat(new AliveCheck(mac(ollama.uri())).look().fix())
          .startsWith("set daemon.ollama-key");
    }
    URI nobody = URI.create("http://127.0.0.1:" + RudeServer.refusingPort());
    assertThat(new AliveCheck(mac(nobody)).look())
        .isEqualTo(
            Outcome.fail(
                "nothing listens at " + nobody,
                "open -a Ollama   # or: brew services start ollama"));
    assertThat(new AliveCheck(behind(nobody, "Linux")).look().fix())
        .isEqualTo("sudo systemctl start ollama   # or: ollama serve");
  }

  @ParameterizedTest
  @CsvSource({
    "0.13.3, ok",
    "0.14.0-rc1, ok",
    "1.0.0, ok",
    "0.0.0, ok",
    "0.13.2, warn",
    "0.9.6, warn",
    "main-abc, ok",
    "'', skip",
  })
  void versionIsNewEnough(String version, String state) {
    Behind behind = mac(URI.create("http://127.0.0.1:1"));
    behind.version().set(version);
    Outcome outcome = new VersionCheck(behind).look();
    assertThat(outcome.state().word()).isEqualTo(state);
    if (outcome.state() == State.WARN) {
      assertThat(outcome.fix()).startsWith("brew upgrade ollama");
    }
  }

  @Test
  void modelsAreThereAndThoseToBeKeptWarmAmongThem() throws Exception {
    try (ScriptedServer ollama = Answers.ollama("0.33.0", "qwen2.5:7b", "a")) {
      assertThat(new ModelsCheck(mac(ollama.uri()), List.of("QWEN2.5:7b", "a:latest")).look())
          .isEqualTo(Outcome.ok("2 models: qwen2.5:7b, a:latest"));
      assertThat(new ModelsCheck(mac(ollama.uri()), List.of("llama3")).look())
          .isEqualTo(
              Outcome.fail(
                  "daemon.warm names llama3, which is not installed", "ollama pull llama3"));
      ollama.json("/api/tags", "{\"models\":[]}");
      assertThat(new ModelsCheck(mac(ollama.uri()), List.of()).look())
          .isEqualTo(Outcome.fail("no model is installed", "ollama pull qwen2.5:7b"));
      ollama.json("/api/tags", "nonsense");
      assertThat(new ModelsCheck(mac(ollama.uri()), List.of()).look().fix()).isEqualTo(RESTART);
    }
  }

  private Outcome door(String url, String os) throws InterruptedException {
    Behind behind = behind(URI.create(url), os);
    return new OpenDoorCheck(behind, new Listeners(behind.platform(), folder)).look();
  }

  @ParameterizedTest
  @CsvSource({
    "n127.0.0.1:11434,             '',                ok",
    "n[::1]:11434,                 127.0.0.1:11434,   ok",
    "n*:11434,                     '',                fail",
    "n192.168.1.7:11434,           '',                fail",
    "n127.0.0.1:11434,             0.0.0.0,           warn",
    "n127.0.0.1:11434,             http://0.0.0.0:11434, warn",
  })
  void openDoorOfAMacIsSeenBeforeAndAfterItsNextStart(String lsof, String host, String state)
      throws Exception {
    var programs = new Programs(folder);
    programs.put(
        "lsof",
        "[ \"$*\" = '-nP -iTCP:11434 -sTCP:LISTEN -F pcn' ] || exit 1",
        "printf 'p9\\ncollama\\n" + lsof + "\\n'");
    programs.put("launchctl", "[ \"$*\" = 'getenv OLLAMA_HOST' ] && echo '" + host + "'");
    Outcome outcome = door("http://127.0.0.1:11434", "Mac OS X");
    assertThat(outcome.state().word()).isEqualTo(state);
    if (outcome.state() == State.OK) {
      assertThat(outcome.fix()).isNull();
    } else {
      assertThat(outcome.fix())
          .isEqualTo(
              "launchctl setenv OLLAMA_HOST 127.0.0.1:11434; "
                  + RESTART
                  + "\nin Ollama's own Settings: switch off Expose Ollama to the network");
    }
    assertThat(door("http://192.168.1.5:11434", "Mac OS X").state()).isEqualTo(State.SKIP);
  }

  @ParameterizedTest
  @CsvSource({
    "0100007F:2CAA 00000000:0000 0A, ok,   ''",
    "00000000:2CAA 00000000:0000 0A, fail, listens on *",
    "0701A8C0:2CAA 00000000:0000 0A, fail, 'listens on 192.168.1.7 '",
    "0701A8C0:2CAA 0801A8C0:1234 01, ok,   ''",
    "00000000:2CAB 00000000:0000 0A, ok,   ''",
    "nonsense                      , ok,   ''",
  })
  void openDoorOfLinuxIsReadFromItsTables(String row, String state, String what) throws Exception {
    Files.createDirectory(folder.resolve("net"));
    Files.writeString(folder.resolve("net/tcp"), "sl local rem st\n 0: " + row + " 0 0 0 0 0 9\n");
    Outcome outcome = door("http://127.0.0.1:11434", "Linux");
    assertThat(outcome.state().word()).isEqualTo(state);
    assertThat(outcome.what()).contains(what);
    if (outcome.state() == State.FAIL) {
      assertThat(outcome.fix())
          .isEqualTo(
              "sudo systemctl edit ollama   # [Service] Environment=OLLAMA_HOST=127.0.0.1:11434\n"
                  + "sudo systemctl restart ollama");
    }
  }

  @Test
  void addressesOfSixteenBytesAreReadToo() throws Exception {
    Files.createDirectory(folder.resolve("net"));
    String loopback = "00000000000000000000000001000000";
    Files.writeString(folder.resolve("net/tcp6"), " 0: " + loopback + ":2CAA 0:0 0A\n");
    assertThat(door("http://127.0.0.1:11434", "Linux").state()).isEqualTo(State.OK);
    Files.writeString(folder.resolve("net/tcp6"), " 0: " + "0".repeat(32) + ":2CAA 0:0 0A\n");
    assertThat(door("http://127.0.0.1:11434", "Linux").what()).contains("listens on *");
  }

  @Test
  void machineThatShowsNothingIsNotSaidToBeClosed() throws Exception {
    assertThat(door("http://127.0.0.1:11434", "Linux").state()).isEqualTo(State.SKIP);
  }

  @Test
  void modelAnswersAWordWhereItIsAskedFor() throws Exception {
    try (ScriptedServer ollama = Answers.ollama("0.33.0", "m")) {
      ollama.json("/api/generate", "{\"response\":\"yes\",\"done\":true}");
      assertThat(new AnswerCheck(mac(ollama.uri()), "m").look().what()).startsWith("m answers in ");
      assertThat(ollama.asked().remove().body()).contains("\"model\":\"m\"", "\"num_predict\":1");
      ollama.on("/api/generate", new Act.Answer(404, "application/json", "{\"error\":\"x\"}"));
      assertThat(new AnswerCheck(mac(ollama.uri()), "m").look())
          .isEqualTo(Outcome.fail("m is not installed", "ollama pull m"));
      ollama.on(
          "/api/generate", new Act.Answer(500, "application/json", "{\"error\":\"no room\"}"));
      assertThat(new AnswerCheck(mac(ollama.uri()), "m").look())
          .isEqualTo(Outcome.fail("m answers with status 500: no room", "ollama run m"));
    }
  }
}
