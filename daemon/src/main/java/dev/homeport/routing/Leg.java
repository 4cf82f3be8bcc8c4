package dev.homeport.routing;

/// A provider that can be asked, by its own name for the model.
///
/// @param reason why it may be asked
public record Leg(String provider, String model, String reason) {}
