package dev.homeport.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWorkTest {
  @TempDir Path folder = Path.of("");

  private Path with(String name) throws IOException {
    Path inside = Files.createDirectories(folder.resolve(name).resolve("deeper"));
    Files.writeString(inside.resolve("file"), "kept?");
    return folder.resolve(name);
  }

  /// Whatever a setting or an environment says that the folders are.
  @Test
  void onlyFoldersNamedAfterHomeportAreDeletedWithAllThatIsInThem() throws IOException {
    var work = new FileWork((_, _) -> {});

    assertThat(work.deleteAll(with("Homeport"))).isEqualTo(Done.WELL);
    assertThat(folder.resolve("Homeport")).doesNotExist();
    assertThat(work.deleteAll(with("Library"))).isInstanceOf(Done.Badly.class);
    assertThat(folder.resolve("Library/deeper/file")).exists();
  }
}
