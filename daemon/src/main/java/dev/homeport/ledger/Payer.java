package dev.homeport.ledger;

import org.jspecify.annotations.Nullable;

/// For whom a request is paid.
///
/// @param key the name of the key
/// @param user for whom the key's holder asks, where it says so
/// @param tenant whose key it is
public record Payer(String key, @Nullable String user, @Nullable String tenant) {}
