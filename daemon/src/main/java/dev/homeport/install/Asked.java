package dev.homeport.install;

import org.jspecify.annotations.Nullable;

/// What the person wants.
///
/// @param headless on a Mac, a daemon of the system's that runs before anybody logs in
/// @param withOllama on a Mac, an agent for Ollama too
/// @param tunnel the kind of tunnel; `none` for none, nothing where it is left to us
public record Asked(Served role, boolean headless, boolean withOllama, @Nullable String tunnel) {}
