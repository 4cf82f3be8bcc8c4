package dev.homeport.doctor;

import dev.homeport.wire.JsonFields;
import org.jspecify.annotations.Nullable;

/// What came of one check, as people and programs are told.
///
/// @param fixed whether something was mended; then the rest is how it looked afterwards
public record Step(
    String id,
    String group,
    Outcome.State state,
    String what,
    @Nullable String fix,
    boolean fixed) {
  JsonFields json() {
    return new JsonFields()
        .put("id", id)
        .put("group", group)
        .put("state", state.word())
        .put("what", what)
        .put("fix", fix)
        .put("fixed", fixed);
  }
}
