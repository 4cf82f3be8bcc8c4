package dev.homeport.install;

import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What installations have made beside the files that say so themselves, so that taking them back
/// takes that and nothing else.
///
/// @param folders those that were not there before, the outermost first
public record InstallRecord(List<Path> folders) {
  /// Nothing was made.
  public static final InstallRecord NONE = new InstallRecord(List.of());

  /// Copies the list.
  public InstallRecord {
    folders = List.copyOf(folders);
  }

  /// Where that of a role is.
  public static Path file(Path state, Served role) {
    return state.resolve("install-" + role + ".json");
  }

  /// Whether nothing would be left in the state's folder without it. Where data stay, it stays with
  /// them: who deletes those later wants to know what else was made.
  public static boolean isAlone(Path state, Served role) {
    try (Stream<Path> all = Files.list(state)) {
      return all.allMatch(file(state, role)::equals);
    } catch (IOException _) {
      return true;
    }
  }

  /// Reads one; one that is not there or cannot be read says nothing.
  public static InstallRecord read(Path file) {
    try {
      return JsonObject.parse(Files.readString(file)) instanceof JsonObject.Parsed.Good(var noted)
          ? new InstallRecord(
              noted.texts("folders").stream().map(Path::of).filter(Path::isAbsolute).toList())
          : NONE;
    } catch (IOException _) {
      return NONE;
    }
  }

  /// With what these steps will have made.
  public InstallRecord and(List<Step> steps) {
    Stream<Path> made =
        steps.stream()
            .filter(Step.Folder.class::isInstance)
            .map(step -> ((Step.Folder) step).path());
    return new InstallRecord(Stream.concat(folders.stream(), made).distinct().toList());
  }

  /// As it is written.
  public String text() {
    return new JsonFields()
            .put("version", 1)
            .put("folders", folders.stream().map(Path::toString).toList())
        + "\n";
  }
}
