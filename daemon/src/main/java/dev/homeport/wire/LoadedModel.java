package dev.homeport.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A model that Ollama keeps in memory, as `/api/ps` lists it. It is listed from the moment its
/// engine was started, so it may still be loading.
///
/// @param name normalised, see [ModelName]
/// @param contextLength the context it was loaded with, where Ollama says it
/// @param expires when it is dropped if nobody asks; centuries ahead where it is pinned
public record LoadedModel(
    String name,
    long bytes,
    long bytesInVram,
    @Nullable Long contextLength,
    @Nullable Instant expires) {}
