package dev.homeport.dialect.openai.write;

/// What a client wants of the form of its answer.
///
/// @param usage whether a stream shall end with what was used
/// @param old whether calls are told in the old way (`function_call`), which has only one
public record Wishes(boolean usage, boolean old) {}
