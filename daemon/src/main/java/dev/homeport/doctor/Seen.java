package dev.homeport.doctor;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one check found and those after it need: a page, an address.
public final class Seen<T> {
  /// Written by the check that finds it, read by those that run after it.
  private volatile @Nullable T found;

  /// Keeps it.
  public void set(T value) {
    found = value;
  }

  /// It, where it was found.
  public Optional<T> find() {
    return Optional.ofNullable(found);
  }
}
