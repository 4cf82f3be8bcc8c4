package dev.homeport.dialect.openai.write;

import dev.homeport.chat.Embeddings;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.Heard;
import dev.homeport.wire.frame.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/// The body of an answer with vectors.
///
/// @param base64 whether each is the Base64 of its numbers as little-endian floats, which
///   openai-python asks for where its user says nothing
public record VectorPage(String model, boolean base64) implements Heard.VectorWriter {
  @Override
  public byte[] write(Embeddings embeddings, AnswerStamp stamp) {
    var out = new Bytes().append("{\"object\":\"list\",\"data\":[");
    int index = 0;
    for (double[] vector : embeddings.vectors()) {
      out.append(index == 0 ? "" : ",").append("{\"object\":\"embedding\",\"embedding\":");
      if (base64) {
        out.append("\"").append(packed(vector)).append("\"");
      } else {
        numbers(vector, out);
      }
      out.append(",\"index\":").number(index++).append("}");
    }
    out.append("],\"model\":").quoted(model).append(",\"usage\":{\"prompt_tokens\":");
    out.number(embeddings.promptTokens()).append(",\"total_tokens\":");
    return out.number(embeddings.promptTokens()).append("}}").copy();
  }

  private static byte[] packed(double[] vector) {
    var floats = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double number : vector) {
      floats.putFloat((float) number);
    }
    return Base64.getEncoder().encode(floats.array());
  }

  private static void numbers(double[] vector, Bytes out) {
    out.append("[");
    for (int i = 0; i < vector.length; i++) {
      out.append(i == 0 ? "" : ",");
      out.append(Double.isFinite(vector[i]) ? Double.toString(vector[i]) : "0.0");
    }
    out.append("]");
  }
}
