package dev.homeport.server;

import dev.homeport.wire.JsonFields;
import org.jspecify.annotations.Nullable;

/// What a router sees of its homes from where it stands, for a Mac that asks how the world sees it.
@FunctionalInterface
public interface Lookout {
  /// The page.
  ///
  /// @param nonce where the homes are to be looked at now: what they have to repeat. Which homes
  ///   those are is the router's own business
  JsonFields page(@Nullable String nonce) throws InterruptedException;
}
