package dev.homeport.relay;

/// Who asks.
///
/// @param request the name of the request in headers and logs
/// @param party whose turn it is where they have to wait: the name of the key
public record Caller(String request, String party) {}
