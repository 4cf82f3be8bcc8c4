package dev.homeport.dialect.openai.write;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Piece;
import dev.homeport.chat.TokenChance;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.wire.frame.Bytes;
import java.util.ArrayList;
import java.util.List;

/// The continuation of a text as one object.
public final class TextBody implements AnswerWriter {
  private final ChatRequest request;
  private final AnswerStamp stamp;
  private final Ending ending;
  private final StringBuilder text = new StringBuilder();
  private final List<TokenChance> chances = new ArrayList<>();

  /// A writer for the answer to this.
  public TextBody(ChatRequest request, AnswerStamp stamp) {
    this.request = request;
    this.stamp = stamp;
    this.ending = new Ending(request);
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public void piece(Piece piece, Bytes out) {
    ending.see(piece);
    switch (piece) {
      case Piece.Text(String more) -> text.append(more);
      case Piece.Refusal(String more) -> text.append(more);
      case Piece.Chances(var tokens) -> chances.addAll(tokens);
      default -> {}
    }
  }

  @Override
  public void whole(Bytes out) {
    out.append(Events.begun("cmpl-", "text_completion", request.model(), stamp));
    out.append(",\"choices\":[{\"text\":").quoted(text.toString());
    out.append(",\"index\":0,\"logprobs\":");
    boolean wanted = request.topLogprobs() != null && !chances.isEmpty();
    Chances.ofTextOrNull(wanted ? chances : null, 0, out);
    out.append(",\"finish_reason\":\"").append(ending.reason("stop"));
    Counts.append(ending.usage(), out.append("\"}],\"usage\":")).append("}");
  }

  @Override
  public void broken(int status, String why, Bytes out) {}

  @Override
  public byte[] keepAlive() {
    return Events.ascii(" ");
  }
}
