package dev.homeport.access.body;

import dev.homeport.access.Key;
import dev.homeport.access.Scope;
import dev.homeport.access.body.Judged.Allowed;
import dev.homeport.access.body.Judged.Refused;
import dev.homeport.access.body.Judged.Use;
import dev.homeport.wire.ModelName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a key may ask for. It refuses or lets pass, and changes nothing.
final class Policy {
  private static final String ADMIN = ": that needs a key with scope admin";

  private final Key key;
  private final BodyRules rules;

  Policy(Key key, BodyRules rules) {
    this.key = key;
    this.rules = rules;
  }

  Judged judge(Asked asked) {
    Refused objection = objection(asked);
    if (objection != null) {
      return objection;
    }
    boolean unloads = asked.keepAlive() == KeepAlive.UNLOADS;
    return new Allowed(
        asked.models().isEmpty() ? null : ModelName.normalised(asked.models().getFirst()),
        asked.streaming(),
        asked.idle() ? (unloads ? Use.UNLOAD : Use.LOAD) : Use.ASK);
  }

  private @Nullable Refused objection(Asked asked) {
    if (asked.debug()) {
      return new Refused(
          403,
          "_debug_render_only shows the prompt instead of an answer: no scope allows it here",
          "debug");
    }
    for (String model : asked.models()) {
      Refused objection = ModelRules.objection(key, rules, model);
      if (objection != null) {
        return objection;
      }
    }
    return key.may(Scope.ADMIN) ? null : ofManagement(asked);
  }

  private @Nullable Refused ofManagement(Asked asked) {
    KeepAlive keepAlive = asked.keepAlive();
    if (rules.unloadNeedsAdmin() && keepAlive != null && keepAlive != KeepAlive.STAYS) {
      boolean pins = keepAlive == KeepAlive.PINS;
      return new Refused(
          403,
          "keep_alive "
              + ModelRules.shown(asked.keepAliveSaid())
              + (pins ? " keeps the model loaded for ever" : " unloads the model")
              + ADMIN,
          pins ? "pin" : "unload");
    }
    String webTool = asked.webTool();
    if (rules.webSearchNeedsAdmin() && webTool != null) {
      return new Refused(
          403,
          "tools of type "
              + ModelRules.shown(webTool)
              + " make Ollama search the web by its owner's account (policy.web-search)"
              + ADMIN,
          "web search");
    }
    for (Map.Entry<String, String> option : asked.loading().entrySet()) {
      String name = option.getKey();
      if (name.equals("num_ctx")) {
        if (isAbove(option.getValue(), rules.numCtx())) {
          return new Refused(
              403,
              "options.num_ctx "
                  + option.getValue()
                  + " is above "
                  + rules.numCtx()
                  + " (policy.num-ctx)"
                  + ADMIN,
              "num_ctx");
        }
      } else if (rules.loadOptionsNeedAdmin()) {
        return new Refused(
            403,
            (name.equals("shift") ? "shift " : "options." + name + " ")
                + option.getValue()
                + " makes Ollama load the model anew"
                + ADMIN,
            "load option");
      }
    }
    return null;
  }

  /// Whether a value is a number above the limit. What is no number, Ollama refuses itself.
  private static boolean isAbove(String value, long limit) {
    try {
      return Double.parseDouble(value) > limit;
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
