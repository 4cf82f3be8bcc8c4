package dev.homeport.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Programs;
import dev.homeport.host.Platform.Os;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {
  private static final Map<String, String> HOME = Map.of("HOME", "/home/ann");

  @Test
  void macHasItsOwnFolders() {
    var mac = Platform.of(Map.of("HOME", "/Users/ann"), "Mac OS X", "/Users/other", "ann");

    assertThat(mac.os()).isEqualTo(Os.MACOS);
    assertThat(mac.configFolders())
        .containsExactly(
            Path.of("/Users/ann/Library/Application Support/Homeport"), Path.of("/etc/homeport"));
    assertThat(mac.stateFolder())
        .isEqualTo(Path.of("/Users/ann/Library/Application Support/Homeport/state"));
    assertThat(mac.logFolder()).isEqualTo(Path.of("/Users/ann/Library/Logs/Homeport"));
    assertThat(mac.cacheFolder()).isEqualTo(Path.of("/Users/ann/Library/Caches/Homeport"));
  }

  @Test
  void linuxFollowsTheUsualFoldersOfAUser() {
    var linux = Platform.of(HOME, "Linux", "/root", "ann");

    assertThat(linux.configFolders())
        .containsExactly(Path.of("/home/ann/.config/homeport"), Path.of("/etc/homeport"));
    assertThat(linux.stateFolder()).isEqualTo(Path.of("/home/ann/.local/state/homeport"));
    assertThat(linux.logFolder()).isEqualTo(Path.of("/home/ann/.local/state/homeport/log"));
    assertThat(linux.cacheFolder()).isEqualTo(Path.of("/home/ann/.cache/homeport"));
  }

  @Test
  void userMayMoveTheFoldersAbsolutely() {
    var moved =
        Platform.of(
            Map.of(
                "HOME", "/home/ann",
                "XDG_CONFIG_HOME", "/c",
                "XDG_STATE_HOME", "/s",
                "XDG_CACHE_HOME", "not/absolute"),
            "Linux",
            "",
            "ann");

    assertThat(moved.configFolders()).startsWith(Path.of("/c/homeport"));
    assertThat(moved.stateFolder()).isEqualTo(Path.of("/s/homeport"));
    assertThat(moved.logFolder()).isEqualTo(Path.of("/s/homeport/log"));
    assertThat(moved.cacheFolder()).isEqualTo(Path.of("/home/ann/.cache/homeport"));
  }

  @Test
  void systemServiceKeepsItsThingsWhereTheSystemDoes() {
    var root = Platform.of(Map.of(), "Linux", "/root", "root");

    assertThat(root.stateFolder()).isEqualTo(Path.of("/var/lib/homeport"));
    assertThat(root.logFolder()).isEqualTo(Path.of("/var/log/homeport"));
    assertThat(root.cacheFolder()).isEqualTo(Path.of("/var/cache/homeport"));
  }

  @Test
  void foldersThatSystemdGivesGoBeforeAllOthers() {
    var service =
        Platform.of(
            Map.of(
                "STATE_DIRECTORY", "/var/lib/private/hp:/var/lib/second",
                "LOGS_DIRECTORY", "/var/log/hp",
                "CONFIGURATION_DIRECTORY", "/etc/hp"),
            "Linux",
            "",
            "hp");

    assertThat(service.stateFolder()).isEqualTo(Path.of("/var/lib/private/hp"));
    assertThat(service.logFolder()).isEqualTo(Path.of("/var/log/hp"));
    assertThat(service.configFolders()).startsWith(Path.of("/etc/hp"));
  }

  @Test
  void macServiceOfTheSystemUsesItsLibrary() {
    var root = Platform.of(Map.of(), "Mac OS X", "/var/root", "root");

    assertThat(root.stateFolder())
        .isEqualTo(Path.of("/Library/Application Support/Homeport/state"));
    assertThat(root.logFolder()).isEqualTo(Path.of("/Library/Logs/Homeport"));
  }

  @Test
  void missingHomeIsSurvived() {
    assertThat(Platform.of(Map.of(), "Linux", "/home/java", "ann").home())
        .isEqualTo(Path.of("/home/java"));
    assertThat(Platform.of(Map.of("HOME", ""), "Linux", "?", "ann").home()).isAbsolute();
  }

  @Test
  void environmentDoesNotShow() {
    assertThat(Platform.of(Map.of("OLLAMA_API_KEY", "hp_secret"), "Linux", "/", "ann").toString())
        .doesNotContain("hp_secret");
  }

  @Test
  void unknownSystemIsTreatedLikeLinux() {
    var other = Platform.of(HOME, "FreeBSD", "", "ann");

    assertThat(other.os()).isEqualTo(Os.OTHER);
    assertThat(other.stateFolder()).isEqualTo(Path.of("/home/ann/.local/state/homeport"));
  }

  @Test
  void programOnThePathGoesBeforeTheSystemsOwn(@TempDir Path folder) {
    var programs = new Programs(folder);
    var platform = Platform.of(programs.env(), "Linux", "/", "ann");

    assertThat(platform.executable("sh")).hasValue(Path.of("/usr/bin/sh"));
    Path ours = programs.put("sh", "exit 0");
    assertThat(platform.executable("sh")).hasValue(ours);
    assertThat(platform.executable("no-such-program")).isEmpty();
  }
}
