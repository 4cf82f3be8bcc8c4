package dev.homeport.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The folders that an installation has to make, those above them included, each once.
public final class MissingFolders {
  private static final String FOR_ALL = "rwxr-xr-x";

  private final Predicate<Path> exists;
  private final List<Step.Folder> folders = new ArrayList<>();

  /// None yet.
  public MissingFolders(Predicate<Path> exists) {
    this.exists = exists;
  }

  /// Wants one more; what is above it is for everybody to pass.
  public void add(Path path, String mode, @Nullable String owner) {
    int at = folders.size();
    for (Path each = path; each != null && !isThere(each); each = each.getParent()) {
      folders.add(at, new Step.Folder(each, each.equals(path) ? mode : FOR_ALL, owner));
    }
  }

  private boolean isThere(Path path) {
    return exists.test(path) || folders.stream().anyMatch(folder -> folder.path().equals(path));
  }

  /// The steps that make them, the outermost first.
  public List<Step.Folder> steps() {
    return List.copyOf(folders);
  }
}
