package dev.homeport.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherTest {
  private static final Path JDK = Path.of("/jdk");

  private static Launcher of(@Nullable String said) {
    return Launcher.of(said, JDK);
  }

  @Test
  void packagedImageNeedsNoJdk() {
    String app = "/Applications/homeport.app/Contents/MacOS/homeport";
    assertThat(of(app)).isEqualTo(new Launcher.At(Path.of(app), null));
  }

  @Test
  void checkoutIsToldOfTheJdkThatItRunsOn() {
    assertThat(of("/Users/ann/src/homeport/scripts/homeport"))
        .isEqualTo(new Launcher.At(Path.of("/Users/ann/src/homeport/scripts/homeport"), JDK));
  }

  @Test
  void versionsFolderOfHomebrewIsTheOneThatLasts() {
    assertThat(of("/opt/homebrew/Cellar/homeport/1.2.0/bin/homeport"))
        .isEqualTo(new Launcher.At(Path.of("/opt/homebrew/opt/homeport/bin/homeport"), null));
  }

  @ParameterizedTest
  @CsvSource({
    "/Volumes/Homeport 1.0/homeport.app/Contents/MacOS/homeport, copy homeport.app into",
    "/private/var/folders/x/T/AppTranslocation/1/d/homeport.app/Contents/MacOS/homeport, the Finder",
    "/private/var/folders/x/T/homeport, temporary folder",
    "/tmp/a/../homeport, temporary folder",
    "homeport, without its launcher",
    ", without its launcher",
  })
  void placeThatDoesNotLastIsRefusedWithOneThatDoes(@Nullable String said, String words) {
    assertThat(of(said))
        .isInstanceOfSatisfying(
            Launcher.Nowhere.class, nowhere -> assertThat(nowhere.why()).contains(words));
  }

  @Test
  void routersLauncherIsTheFastOneWhereThereIsOne() {
    Path light = Path.of("/opt/homeport/bin/homeport");
    Path fast = Path.of("/opt/homeport/bin/homeport-fast");
    assertThat(Launcher.of(light, Served.ROUTER, fast::equals)).isEqualTo(fast);
    assertThat(Launcher.of(light, Served.ROUTER, _ -> false)).isEqualTo(light);
    assertThat(Launcher.of(light, Served.DAEMON, fast::equals)).isEqualTo(light);
  }
}
