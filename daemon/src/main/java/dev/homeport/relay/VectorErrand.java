package dev.homeport.relay;

import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.Heard;
import dev.homeport.routing.Leg;
import java.util.List;

/// A question for vectors on its way.
///
/// @param legs who has the very model, in the order in which they are asked; at least one
public record VectorErrand(
    EmbeddingRequest request,
    List<Leg> legs,
    Heard.VectorWriter writer,
    AnswerStamp stamp,
    Caller caller) {}
