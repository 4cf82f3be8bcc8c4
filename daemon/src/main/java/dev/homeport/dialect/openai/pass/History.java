package dev.homeport.dialect.openai.pass;

import dev.homeport.dialect.openai.preset.Quirk;
import dev.homeport.wire.edit.JsonEdit;
import java.util.Set;

/// What of a history goes to no other provider than the one that said it (wire.md G.29): thoughts,
/// their seals. Who said it is not written in a history, so only those get it that want it back.
final class History {
  private History() {}

  /// Lets it be forgotten.
  static void forget(Set<Quirk> quirks, JsonEdit.Builder edit) {
    edit.drop("messages", "*", "reasoning");
    if (!quirks.contains(Quirk.WANTS_REASONING)) {
      edit.drop("messages", "*", "reasoning_content");
    }
    if (!quirks.contains(Quirk.WANTS_DETAILS)) {
      edit.drop("messages", "*", "reasoning_details");
    }
    if (!quirks.contains(Quirk.WANTS_EXTRA)) {
      edit.drop("messages", "*", "tool_calls", "*", "extra_content");
    }
  }
}
