package dev.homeport.dialect.turn;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// What the tools of one request are called at a provider that does not take every name. The same
/// request always gets the same names, and no two tools get one.
public final class ToolAliases {
  private static final int LONGEST = 64;
  private static final int SUFFIX = 4;

  private final Map<String, String> aliases = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  /// Names for all tools that are offered, called or spoken of.
  ///
  /// @param legal makes a legal name of any, and changes none that is legal
  public ToolAliases(ChatRequest request, UnaryOperator<String> legal) {
    Set<String> all = namesIn(request);
    for (String name : all) {
      if (legal.apply(name).equals(name)) {
        put(name, name);
      }
    }
    for (String name : all) {
      if (!aliases.containsKey(name)) {
        put(name, unused(legal.apply(name)));
      }
    }
  }

  /// A name of at most 64 letters, digits and whatever else is allowed, which begins with a letter
  /// or an underscore.
  public static String plain(String name, String alsoAllowed) {
    var plain = new StringBuilder();
    for (int i = 0; i < name.length() && plain.length() < LONGEST; i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean inside = letter || (c >= '0' && c <= '9') || alsoAllowed.indexOf(c) >= 0;
      if (plain.isEmpty() && inside && !letter) {
        plain.append('_');
      }
      plain.append(inside ? c : '_');
    }
    return plain.isEmpty() ? "_" : plain.toString();
  }

  private static Set<String> namesIn(ChatRequest request) {
    var all = new LinkedHashSet<String>();
    for (Tool tool : request.tooling().tools()) {
      all.add(tool.name());
    }
    if (request.tooling().choice() instanceof Tooling.Choice.Named(String tool)) {
      all.add(tool);
    }
    for (Message message : request.prompt().messages()) {
      for (Part part : message.parts()) {
        if (part instanceof Part.Call call) {
          all.add(call.tool());
        }
      }
    }
    return all;
  }

  private void put(String name, String alias) {
    aliases.put(name, alias);
    names.put(alias, name);
  }

  private String unused(String wanted) {
    String alias = wanted;
    for (int i = 2; names.containsKey(alias); i++) {
      alias = wanted.substring(0, Math.min(wanted.length(), LONGEST - SUFFIX)) + "_" + i;
    }
    return alias;
  }

  /// What the provider calls it.
  public String alias(String name) {
    return aliases.getOrDefault(name, name);
  }

  /// What the client calls it; a name that nobody offered stays what it is.
  public String name(String alias) {
    return names.getOrDefault(alias, alias);
  }
}
