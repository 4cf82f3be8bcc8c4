/// State in a Redis or Valkey, for routers that share it.
@NullMarked
package dev.homeport.store.redis;

import org.jspecify.annotations.NullMarked;
