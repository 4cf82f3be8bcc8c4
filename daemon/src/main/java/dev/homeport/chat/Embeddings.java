package dev.homeport.chat;

import java.util.List;

/// A vector for each text, in the order of the texts.
///
/// @param promptTokens how many tokens the texts have together
public record Embeddings(List<double[]> vectors, long promptTokens) {}
