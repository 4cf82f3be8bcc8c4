package dev.homeport.tunnel.sight;

/// What is wrong, in words.
///
/// @param what what was seen, with its values
/// @param next the next step for a person: a command where there is one
public record Finding(Cause cause, String what, String next) {}
