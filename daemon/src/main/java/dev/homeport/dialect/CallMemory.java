package dev.homeport.dialect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Remembers for each call of a tool what its provider wants to have back with the result, because
/// no client's API has a place for that. The oldest are forgotten.
public final class CallMemory {
  private static final int MOST = 2_000;
  private static final int LONGEST = 64 * 1024;

  /// By the id that the client knows; guarded by itself.
  private final SequencedMap<String, String> remembered =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  /// Remembers it, unless it is too long to be kept.
  public void keep(String id, String what) {
    if (what.length() <= LONGEST) {
      synchronized (remembered) {
        remembered.putLast(id, what);
      }
    }
  }

  /// What was remembered.
  public @Nullable String of(String id) {
    synchronized (remembered) {
      return remembered.get(id);
    }
  }
}
