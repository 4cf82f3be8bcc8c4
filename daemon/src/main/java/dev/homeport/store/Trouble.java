package dev.homeport.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What went wrong with a file, in words for a person; the library's often consist of its path.
public final class Trouble {
  private Trouble() {}

  /// The sentence for an exception.
  public static String in(IOException e) {
    String where = e instanceof FileSystemException f && f.getFile() != null ? f.getFile() : "";
    String why =
        switch (e) {
          case AccessDeniedException _ -> "permission denied";
          case NoSuchFileException _ -> "no such file";
          case NotDirectoryException _ -> "not a folder";
          case FileAlreadyExistsException _ -> "a file where a folder should be";
          case FileSystemException f when f.getReason() != null -> f.getReason();
          default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    return where.isEmpty() ? why : where + ": " + why;
  }
}
