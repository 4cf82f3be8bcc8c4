package dev.homeport.condition;

import java.time.Instant;

/// The provider that is preferred for a model, for a time.
public record Preference(String model, String provider, Instant until) {}
