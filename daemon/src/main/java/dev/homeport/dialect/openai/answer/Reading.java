package dev.homeport.dialect.openai.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.Embedded;
import dev.homeport.dialect.RetryHint;
import dev.homeport.dialect.openai.preset.Quirk;
import dev.homeport.dialect.openai.trouble.Complaints;
import dev.homeport.dialect.openai.trouble.ErrorBody;
import dev.homeport.wire.json.Json;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// All that comes from one provider, and what is to be made of it.
public final class Reading {
  private final Set<Quirk> quirks;
  private final CallMemory memory;
  private final Complaints complaints;

  /// @param memory where it is kept what must come back with the results of calls
  public Reading(Set<Quirk> quirks, CallMemory memory, RetryHint hint) {
    this.quirks = quirks;
    this.memory = memory;
    this.complaints = new Complaints(hint);
  }

  /// A reader for the answer to this.
  public AnswerReader answer(ChatRequest request, String type) {
    var answer = new Answer(quirks, memory, request.topLogprobs() != null);
    return new AnswerBody(new Telling(answer, complaints), type);
  }

  /// What an answer that is none means.
  public Complaint complaint(int status, UnaryOperator<String> header, byte[] body) {
    return complaints.of(status, header, body);
  }

  /// What an error inside of an answer means.
  ///
  /// @param frame the object that it is in
  public Complaint inside(byte[] frame, int from, int count) {
    JsonNode read = Json.readOrMissing(frame, from, count);
    JsonNode error = ErrorBody.in(read);
    if (error.isMissingNode()) {
      error = read.path("choices").path(0).path("error");
    }
    return complaints.inside(error.isMissingNode() ? read : error);
  }

  /// Whether these bytes are an error.
  public boolean isError(byte[] bytes, int from, int count) {
    return !ErrorBody.in(Json.readOrMissing(bytes, from, count)).isMissingNode();
  }

  /// Whether an event is the mark of the end.
  public static boolean isDone(byte[] event, int from, int count) {
    return EventsBody.isDone(event, from, count);
  }

  /// What these counts say, nothing where there are none.
  public @Nullable Usage counts(byte[] usage, int from, int count) {
    return UsageReading.counts(Json.readOrMissing(usage, from, count), quirks.contains(Quirk.COST));
  }

  /// The vectors of an answer.
  public Embedded vectors(EmbeddingRequest request, byte[] body) {
    return VectorReading.of(request, body, complaints);
  }
}
