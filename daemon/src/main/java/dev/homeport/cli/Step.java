package dev.homeport.cli;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One step of a conversation.
///
/// @param says what a person learns from it
/// @param body the JSON that is posted; nothing for a GET
/// @param keyed whether the key goes with it
/// @param right whether the answer is the right one
record Step(
    String says,
    String target,
    @Nullable String body,
    boolean keyed,
    Predicate<Asking.Said.Answered> right) {}
