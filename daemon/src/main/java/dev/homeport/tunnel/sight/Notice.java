package dev.homeport.tunnel.sight;

/// Something that works today and that a person should know: a key that expires soon, what an old
/// name has left behind, one edge of two that fails.
///
/// @param topic a word that is the same each time, so that it is told once
public record Notice(String topic, String what, String next) {}
