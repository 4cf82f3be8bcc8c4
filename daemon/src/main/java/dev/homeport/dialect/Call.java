package dev.homeport.dialect;

import dev.homeport.wire.Field;
import dev.homeport.wire.Payload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call to a provider, without its address and its key.
///
/// @param target path and query, to be put behind the path of the provider's base URL
/// @param headers those of the dialect: the type of the body, what is accepted
public record Call(String method, String target, List<Field> headers, @Nullable Payload body) {
  /// A call that only asks.
  public static Call get(String target) {
    return new Call("GET", target, List.of(), null);
  }

  /// A call with JSON.
  public static Call post(String target, byte[] json) {
    return new Call(
        "POST", target, List.of(new Field("Content-Type", "application/json")), Payload.of(json));
  }

  /// The same with more headers.
  public Call with(List<Field> more) {
    if (more.isEmpty()) {
      return this;
    }
    var all = new ArrayList<>(headers);
    all.addAll(more);
    return new Call(method, target, List.copyOf(all), body);
  }
}
