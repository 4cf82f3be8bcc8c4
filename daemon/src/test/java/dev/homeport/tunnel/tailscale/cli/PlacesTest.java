package dev.homeport.tunnel.tailscale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Programs;
import dev.homeport.host.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {
  private static final String IN_APP = "Applications/Tailscale.app/Contents/MacOS/Tailscale";

  @TempDir Path folder = Path.of("");
  private Path root = folder;
  private Path home = folder;
  private Path bin = folder;

  @BeforeEach
  void folders() throws IOException {
    root = Files.createDirectories(folder.toRealPath().resolve("root"));
    home = Files.createDirectories(root.resolve("Users/ann"));
    bin = Files.createDirectories(root.resolve("path"));
  }

  private Places mac() {
    return places("Mac OS X");
  }

  private Places places(String os) {
    return new Places(
        Platform.of(
            Map.of("PATH", bin.toString(), "HOME", home.toString()), os, home.toString(), "ann"),
        root);
  }

  private Path program(Path path, String... lines) {
    try {
      Path parent = Files.createDirectories(path.resolveSibling(".")).normalize();
      return new Programs(parent).put(path.getFileName().toString(), lines);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Without those of the machine that the test runs on.
  private List<Installed> ours(Places places) {
    return places.installed(null).stream()
        .filter(installed -> installed.program().startsWith(root))
        .toList();
  }

  @Test
  void macsPlacesAreTriedInTheirOrder() {
    Path onPath = program(bin.resolve("tailscale"));
    Path brewed = program(root.resolve("opt/homebrew/bin/tailscale"));
    Path local = program(root.resolve("usr/local/bin/tailscale"));
    Path own = program(home.resolve(IN_APP));
    Path app = program(root.resolve(IN_APP));

    assertThat(ours(mac()))
        .containsExactly(
            new Installed(app, Variant.APP),
            new Installed(own, Variant.APP),
            new Installed(local, Variant.SYSTEM),
            new Installed(brewed, Variant.HOMEBREW),
            new Installed(onPath, Variant.SYSTEM));
  }

  @Test
  void shimOfTheAppBelongsToTheApp() {
    Path shim =
        program(
            root.resolve("usr/local/bin/tailscale"),
            "exec /Applications/Tailscale.app/Contents/MacOS/Tailscale \"$@\"");

    assertThat(ours(mac())).containsExactly(new Installed(shim, Variant.APP));
  }

  @Test
  void linkIntoTheAppIsFollowedBecauseTheAppAbortsBehindOne() throws IOException {
    Path app = program(home.resolve(IN_APP));
    Files.createSymbolicLink(bin.resolve("tailscale"), app);

    assertThat(ours(mac())).containsExactly(new Installed(app, Variant.APP));
    assertThat(mac().installed("tailscale")).containsExactly(new Installed(app, Variant.APP));
  }

  @Test
  void linkIntoTheCellarIsHomebrews() throws IOException {
    Path cellar = program(root.resolve("usr/local/Cellar/tailscale/1.102.3/bin/tailscale"));
    Path link = Files.createDirectories(root.resolve("usr/local/bin")).resolve("tailscale");
    Files.createSymbolicLink(link, cellar);

    assertThat(ours(mac())).containsExactly(new Installed(link, Variant.HOMEBREW));
  }

  @Test
  void settingGoesBeforeAllPlaces() throws IOException {
    program(root.resolve(IN_APP));
    Path given = program(home.resolve("bin/ts"));
    Path app = program(home.resolve("Desktop/Tailscale.app/Contents/MacOS/Tailscale"));

    assertThat(mac().installed(given.toString()))
        .containsExactly(new Installed(given, Variant.SYSTEM));
    assertThat(mac().installed("~/bin/ts")).containsExactly(new Installed(given, Variant.SYSTEM));
    assertThat(mac().installed(home.resolve("Desktop/Tailscale.app").toString()))
        .containsExactly(new Installed(app, Variant.APP));
    assertThat(mac().installed("/no/such/program")).isEmpty();
    assertThat(mac().installed("no-such-program-anywhere")).isEmpty();
    assertThat(mac().installed("/bad/\0path")).isEmpty();
    Files.setPosixFilePermissions(given, PosixFilePermissions.fromString("rw-------"));
    assertThat(mac().installed(given.toString())).isEmpty();
  }

  @Test
  void linuxHasItsOwnPlaces() {
    Path usual = program(root.resolve("usr/bin/tailscale"));
    Path onPath = program(bin.resolve("tailscale"));
    program(root.resolve(IN_APP));

    assertThat(ours(places("Linux")))
        .containsExactly(new Installed(onPath, Variant.LINUX), new Installed(usual, Variant.LINUX));
  }
}
