package dev.homeport.access.route;

import dev.homeport.access.Scope;
import dev.homeport.wire.EndRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A path of Ollama's that passes, or one of ours that takes orders, and everything that is known
/// of it.
///
/// @param path its spelling; a last segment `{…}` stands for one segment of any name; with three
///   dots at its end, as `{model…}`, for the rest of the path
/// @param kind what it is about
/// @param methods the methods it takes, in the order in which Ollama lists them
/// @param end how its answers show that they are whole
/// @param body what the policy reads of its bodies
/// @param query the one query it knows, if it knows one
public record Route(
    String path,
    Kind kind,
    List<String> methods,
    EndRule end,
    BodyShape body,
    @Nullable String query) {
  /// What a route is about.
  public enum Kind {
    /// Looks at what is there.
    READ,
    /// Asks a model.
    INFERENCE,
    /// Changes what is there, or spends from the account.
    MANAGEMENT,
    /// Gives an order to this Homeport itself.
    ORDER
  }

  /// What a key needs for it.
  public Scope scope() {
    return switch (kind) {
      case READ, INFERENCE -> Scope.INFER;
      case MANAGEMENT, ORDER -> Scope.ADMIN;
    };
  }

  /// Whether the policy reads its bodies.
  public boolean readsBody() {
    return body != BodyShape.UNREAD;
  }

  /// Whether its requests wait for a place at the gate.
  public boolean takesPlace() {
    return kind == Kind.INFERENCE;
  }

  /// Whether its parameter may go on behind slashes, as names of models do elsewhere.
  boolean takesTheRest() {
    return path.endsWith("…}");
  }

  /// The methods as the header `Allow` lists them.
  String allowed() {
    return String.join(", ", methods);
  }
}
