package dev.homeport.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A token with the logarithm of its chance.
///
/// @param bytes its bytes, where they are known: a token may be a part of a character
/// @param others the likeliest in its place
public record TokenChance(
    String token, double logprob, @Nullable List<Integer> bytes, List<TokenChance> others) {}
