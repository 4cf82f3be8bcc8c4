package dev.homeport.dialect.openai;

import dev.homeport.chat.ModelCard;
import dev.homeport.wire.frame.Bytes;
import java.util.List;

/// The pages of `/v1/models`.
public final class ModelPages {
  private ModelPages() {}

  /// All of them; without any the list is empty, never `null` as Ollama's.
  public static byte[] list(List<ModelCard> models) {
    var out = new Bytes().append("{\"object\":\"list\",\"data\":[");
    boolean more = false;
    for (ModelCard model : models) {
      out.append(more ? "," : "");
      more = true;
      entry(model, out);
    }
    return out.append("]}").copy();
  }

  /// One.
  public static byte[] one(ModelCard model) {
    return entry(model, new Bytes()).copy();
  }

  private static Bytes entry(ModelCard model, Bytes out) {
    var modified = model.modified();
    int slash = model.name().indexOf('/');
    out.append("{\"id\":").quoted(model.name()).append(",\"object\":\"model\",\"created\":");
    out.number(modified == null ? 0 : Math.max(0, modified.getEpochSecond()));
    out.append(",\"owned_by\":");
    return out.quoted(slash > 0 ? model.name().substring(0, slash) : "library").append("}");
  }
}
