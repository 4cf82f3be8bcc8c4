package dev.homeport.wire;

/// One header line.
public record Field(String name, String value) {}
