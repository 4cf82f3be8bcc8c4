package dev.homeport.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.checkout.Checkout.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `scripts/install`, with an image whose launcher only says what it was told.
@Tag("story")
class InstallScriptStory {
  @TempDir Path folder = Path.of("");
  private Checkout checkout;
  private Path root = folder;

  @BeforeEach
  void build() throws IOException {
    checkout = new Checkout(folder);
    checkout.program("cp", "exec /bin/cp \"$@\"\n");
    checkout.program("id", "echo 1000\n");
    root = folder.toRealPath().resolve("root");
    checkout.environment.put("INSTALL_ROOT", root.toString());
  }

  private void image(String text) throws IOException {
    Checkout.program(checkout.root.resolve("daemon/target/package/homeport/bin/homeport"), text);
  }

  private Path installed() {
    return Path.of(root + checkout.environment.get("HOME") + "/.local/opt/homeport");
  }

  @Test
  void checkoutsOwnLauncherIsTheUsual() throws Exception {
    Checkout.program(checkout.root.resolve("scripts/homeport"), "printf '<%s>' \"$@\"\n");
    Ran ran = checkout.run(checkout.script("install"), "--dry-run", "--tunnel", "none");
    assertThat(ran.out()).isEqualTo("<install><--dry-run><--tunnel><none>");
  }

  @Test
  void imageIsCopiedToWhereItStaysAndInstallsItself() throws Exception {
    checkout.program("uname", "echo Linux\n");
    image("echo first; printf '<%s>' \"$0\" \"$@\"\n");
    Ran ran = checkout.run(checkout.script("install"), "--image", "--role", "router");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .isEqualTo("first\n<" + installed() + "/bin/homeport><install><--role><router>");

    image("exit 7\n");
    assertThat(checkout.run(checkout.script("install"), "--image").status()).isEqualTo(7);
    assertThat(installed().resolve("bin/homeport")).as("the old one").content().contains("first");
    try (var left = Files.list(installed().getParent())) {
      assertThat(left).containsExactly(installed());
    }
  }

  @Test
  void imageOfOlderSourcesIsNotInstalled() throws Exception {
    checkout.program("uname", "echo Linux\n");
    image("echo old\n");
    Path made = checkout.root.resolve("daemon/target/package/homeport");
    Checkout.program(
        checkout.root.resolve("scripts/package"),
        "printf '#!/bin/sh\\necho new\\n' >'" + made + "/bin/homeport'\n");
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().minusSeconds(60)));
    assertThat(checkout.run(checkout.script("install"), "--image").out()).isEqualTo("new\n");

    image("echo kept\n");
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(checkout.run(checkout.script("install"), "--image").out()).isEqualTo("kept\n");
  }

  @Test
  void whoOnlyWantsToSeeFindsNothingReplaced() throws Exception {
    checkout.program("uname", "echo Linux\n");
    image("echo shown\n");
    Ran ran = checkout.run(checkout.script("install"), "--image", "--dry-run");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("scripts/homeport install --dry-run");
    assertThat(installed()).doesNotExist();
  }
}
