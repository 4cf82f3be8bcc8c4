package dev.homeport.condition;

import java.time.Instant;

/// The one provider that somebody wants to be asked, for a time.
public record Pin(String provider, Instant until) {}
