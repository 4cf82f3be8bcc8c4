package dev.homeport.dialect.ollama.answer;

import dev.homeport.chat.Embeddings;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.wire.frame.Bytes;

/// The bodies that vectors come in.
public final class Vectors {
  private Vectors() {}

  /// That of `/api/embed`.
  public static byte[] embed(String model, Embeddings embeddings, AnswerStamp stamp) {
    var out = new Bytes().append("{\"model\":").quoted(model).append(",\"embeddings\":[");
    String comma = "";
    for (double[] vector : embeddings.vectors()) {
      vector(vector, out.append(comma));
      comma = ",";
    }
    out.append("],\"total_duration\":").number(new Moments(stamp).elapsedNanos());
    out.append(",\"load_duration\":0,\"prompt_eval_count\":").number(embeddings.promptTokens());
    return out.append("}").copy();
  }

  /// That of `/api/embeddings`, which has room for one.
  public static byte[] old(Embeddings embeddings) {
    var out = new Bytes().append("{\"embedding\":");
    vector(embeddings.vectors().isEmpty() ? new double[0] : embeddings.vectors().getFirst(), out);
    return out.append("}").copy();
  }

  private static void vector(double[] vector, Bytes out) {
    out.append("[");
    for (int i = 0; i < vector.length; i++) {
      out.append(i == 0 ? "" : ",").append(Double.toString(vector[i]));
    }
    out.append("]");
  }
}
