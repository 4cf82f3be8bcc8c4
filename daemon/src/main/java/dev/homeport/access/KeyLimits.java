package dev.homeport.access;

import org.jspecify.annotations.Nullable;

/// How much a key may ask.
public record KeyLimits(@Nullable Integer requestsPerMinute, @Nullable Integer concurrent) {}
