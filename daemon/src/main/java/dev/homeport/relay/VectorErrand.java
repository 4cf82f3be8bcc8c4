package dev.homeport.relay;

import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.Heard;

/// A question for vectors on its way.
///
/// @param itinerary who has the very model
public record VectorErrand(
    EmbeddingRequest request,
    Itinerary itinerary,
    Heard.VectorWriter writer,
    AnswerStamp stamp,
    Caller caller) {}
