package dev.homeport.access;

import org.jspecify.annotations.Nullable;

/// STUB.
public record Credentials(
    String method, String target, @Nullable String authorization, @Nullable String apiKey) {}
