package dev.homeport.verdict;

/// A provider that was asked in vain.
///
/// @param model its name for the model
public record Setback(String provider, String model, Trouble trouble) {}
