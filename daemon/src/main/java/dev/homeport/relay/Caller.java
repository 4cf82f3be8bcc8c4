package dev.homeport.relay;

import dev.homeport.ledger.Payer;

/// Who asks.
///
/// @param request the name of the request in headers and logs
/// @param party whose turn it is where they have to wait: the name of the key
/// @param payer for whom it is paid
public record Caller(String request, String party, Payer payer) {}
