package dev.homeport.relay;

import dev.homeport.chat.ChatRequest;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.wire.Field;
import dev.homeport.wire.Payload;
import java.util.List;
import java.util.function.Function;

/// A question on its way to whoever can answer it.
///
/// @param body as the client sent it, for those who speak its API
/// @param companions headers that say how to read the body, and go with it where it passes
/// @param itinerary who can
/// @param writer makes the writer of an answer that has to be translated
public record Errand(
    ChatRequest request,
    Payload body,
    List<Field> companions,
    Itinerary itinerary,
    Function<AnswerStamp, AnswerWriter> writer,
    AnswerStamp stamp,
    Caller caller) {}
