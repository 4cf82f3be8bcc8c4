package dev.homeport.install.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlistTest {
  private static Plist good(String text) {
    return switch (Plist.parse(text)) {
      case Plist.Parsed.Good(Plist plist) -> plist;
      case Plist.Parsed.Bad(String why) -> throw new AssertionError(why);
    };
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("text", "R&D <a> \"b\" 'ü' ]]> &amp;");
    values.put("number", 35L);
    values.put("yes", true);
    values.put("no", false);
    values.put("list", List.of("a", "", "c d"));
    values.put("map", Map.of("k<", Map.of("deep", List.of())));
    var plist = new Plist(values, "a comment");
    assertThat(good(plist.text())).isEqualTo(plist);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no xml",
        "<plist version='1.0'><dict>",
        "<plist><string>x</string></plist>",
        "<plist><dict/><dict/></plist>",
        "<dict/>",
        "<plist><dict><key>a</key></dict></plist>",
        "<plist><dict><string>a</string><string>b</string></dict></plist>",
        "<plist><dict><key>a</key><true/><key>a</key><true/></dict></plist>",
        "<plist><dict><key>a</key><integer>many</integer></dict></plist>",
        "<plist><dict><key>a</key><color/></dict></plist>",
      })
  void whatIsNoListIsTold(String text) {
    assertThat(Plist.parse(text)).isInstanceOf(Plist.Parsed.Bad.class);
  }

  @Test
  void nothingIsFetchedForAList() {
    String text =
        "<!DOCTYPE plist [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            + "<plist><dict><key>a</key><string>&x;</string></dict></plist>";
    switch (Plist.parse(text)) {
      case Plist.Parsed.Good(Plist plist) -> assertThat(plist.get("a")).isEqualTo("");
      case Plist.Parsed.Bad(String why) -> assertThat(why).isNotEmpty();
    }
  }

  private static List<String> problems(String name, Object value) {
    return PlistKeys.problems(
        new Plist(Map.of("Label", "a.b", "ProgramArguments", List.of("/bin/true")), "")
            .with(name, value));
  }

  @Test
  void keysAndTheirTypesAreThoseOfTheManual() {
    assertThat(problems("KeepAlive", true)).isEmpty();
    assertThat(problems("KeepAlive", Map.of("SuccessfulExit", false))).isEmpty();
    assertThat(problems("Umask", "077")).isEmpty();
    assertThat(problems("Umask", 63L)).isEmpty();
    assertThat(problems("SoftResourceLimits", Map.of("NumberOfFiles", 1L))).isEmpty();
    assertThat(problems("EnvironmentVariables", Map.of("A", "b"))).isEmpty();
  }

  @Test
  void whatLaunchdWouldPassOverInSilenceIsTold() {
    assertThat(problems("KeepAlives", true)).containsExactly("launchd knows no key KeepAlives");
    assertThat(problems("RunAtLoad", "true")).containsExactly("RunAtLoad must be truth");
    assertThat(problems("ExitTimeOut", "35")).hasSize(1);
    assertThat(problems("KeepAlive", Map.of("NetworkState", true))).hasSize(1);
    assertThat(problems("EnvironmentVariables", Map.of("A", 1L))).hasSize(1);
    assertThat(problems("SoftResourceLimits", Map.of("Files", 1L))).hasSize(1);
    assertThat(problems("ProcessType", "Quick").getFirst()).contains("Interactive");
    assertThat(problems("SessionCreate", true).getFirst()).contains("keychain");
    assertThat(problems("ProgramArguments", List.of("homeport")).getFirst()).contains("whole path");
    assertThat(problems("Label", "a b")).hasSize(1);
  }

  @Test
  void templatesAreFilledAndNothingOfTheExampleIsLeft() {
    var folders = new Folders(Path.of("/"), Path.of("/Users/R&D <ann>"));
    Plist daemon = JobPlists.daemon(Path.of("/x/scripts/homeport"), Path.of("/jdk"), folders);
    assertThat(PlistKeys.problems(daemon)).isEmpty();
    assertThat(daemon.text())
        .doesNotContain("/Users/you", "/Applications/homeport.app", "<ann>")
        .contains("/Users/R&amp;D &lt;ann&gt;/Library/Logs/Homeport/daemon.start.log");
    assertThat(good(daemon.text())).isEqualTo(daemon);
    assertThat(daemon.get("EnvironmentVariables"))
        .isEqualTo(
            Map.of(
                "PATH",
                "/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
                "TAILSCALE_BE_CLI",
                "1",
                "JAVA_HOME",
                "/jdk"));
    assertThat(JobPlists.isOurs(daemon.text(), JobPlists.DAEMON)).isTrue();
    assertThat(JobPlists.isOurs(daemon.text(), JobPlists.OLLAMA)).isFalse();
  }

  @Test
  void daemonOfTheSystemRunsAsItsUserAndLeavesTheSystemsLimitsAlone() {
    var folders = new Folders(Path.of("/"), Path.of("/Users/ann"));
    Plist system =
        JobPlists.ofSystem(
            JobPlists.daemon(MacMachine.APP.path(), null, folders), "ann", folders.home());
    assertThat(PlistKeys.problems(system)).isEmpty();
    assertThat(system.get("UserName")).isEqualTo("ann");
    assertThat(system.get("SoftResourceLimits")).isNull();
    assertThat((Map<?, ?>) system.get("EnvironmentVariables"))
        .extracting(map -> map.get("HOME"))
        .isEqualTo("/Users/ann");
  }

  @Test
  void ollamaListensOnLoopbackAlone() {
    var folders = new Folders(Path.of("/"), Path.of("/Users/ann"));
    Plist ollama = JobPlists.ollama(Path.of("/usr/local/bin/ollama"), folders);
    assertThat(PlistKeys.problems(ollama)).isEmpty();
    assertThat(ollama.get("ProgramArguments")).isEqualTo(List.of("/usr/local/bin/ollama", "serve"));
    assertThat((Map<?, ?>) ollama.get("EnvironmentVariables"))
        .extracting(map -> map.get("OLLAMA_HOST"))
        .isEqualTo("127.0.0.1:11434");
    assertThat(ollama.text()).doesNotContain("0.0.0.0", "/Users/you");
  }
}
