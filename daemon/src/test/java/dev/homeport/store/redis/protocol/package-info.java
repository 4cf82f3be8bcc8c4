/// The protocol of Redis, read in pieces and in parts that are none.
@NullMarked
package dev.homeport.store.redis.protocol;

import org.jspecify.annotations.NullMarked;
