package dev.homeport.dialect.openai.answer;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.Embedded;
import dev.homeport.dialect.RetryHint;
import dev.homeport.dialect.openai.preset.Quirk;
import dev.homeport.dialect.openai.trouble.Complaints;
import java.util.Set;
import java.util.function.UnaryOperator;

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
    return new AnswerBody(answer, complaints, type);
  }

  /// What an answer that is none means.
  public Complaint complaint(int status, UnaryOperator<String> header, byte[] body) {
    return complaints.of(status, header, body);
  }

  /// The vectors of an answer.
  public Embedded vectors(EmbeddingRequest request, byte[] body) {
    return VectorReading.of(request, body, complaints);
  }
}
