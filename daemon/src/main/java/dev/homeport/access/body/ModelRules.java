package dev.homeport.access.body;

import dev.homeport.access.Key;
import dev.homeport.access.Scope;
import dev.homeport.wire.JsonText;
import dev.homeport.wire.ModelName;
import org.jspecify.annotations.Nullable;

/// Which models a key may name, in a body or in a path.
public final class ModelRules {
  private ModelRules() {}

  /// What is wrong with naming this model; nothing when the key may.
  public static Judged.@Nullable Refused objection(Key key, BodyRules rules, String name) {
    if (rules.cloudNamesRefused() && ModelName.isCloud(name) && !key.may(Scope.ADMIN)) {
      return new Judged.Refused(
          403,
          "model "
              + shown(name)
              + " is in Ollama's cloud, at the owner's expense: that needs a key with scope admin",
          "cloud model");
    }
    String model = ModelName.normalised(name);
    return model.isEmpty() || key.mayUse(model)
        ? null
        : new Judged.Refused(
            403, "the key " + key.name() + " may not use the model " + shown(name), "model of key");
  }

  /// A text from outside as it may stand in a message.
  static String shown(String text) {
    return JsonText.quoted(text.length() <= 80 ? text : text.substring(0, 80) + "…");
  }
}
