package dev.homeport.dialect.gigachat;

import dev.homeport.dialect.CallMemory;
import org.jspecify.annotations.Nullable;

/// The state of the functions that GigaChat gives with a call and wants to have back with it.
final class States {
  /// The memory may be shared with other providers, whose words mean nothing here.
  private static final String OURS = "gigachat ";

  private final CallMemory memory;

  States(CallMemory memory) {
    this.memory = memory;
  }

  void keep(String call, String state) {
    memory.keep(call, OURS + state);
  }

  @Nullable String of(String call) {
    String kept = memory.of(call);
    return kept != null && kept.startsWith(OURS) ? kept.substring(OURS.length()) : null;
  }
}
