package dev.homeport.access;

/// STUB.
public record Route(String path, boolean inference) {}
