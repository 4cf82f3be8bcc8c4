package dev.homeport.upstream;

import dev.homeport.wire.Field;
import dev.homeport.wire.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is asked of an upstream.
///
/// @param target path and query as they go on the request line
/// @param headers all headers besides `Host` and those of the framing
public record Question(
    String method, String target, List<Field> headers, @Nullable Payload payload) {}
