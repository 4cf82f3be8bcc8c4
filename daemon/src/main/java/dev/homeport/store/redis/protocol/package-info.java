/// How a Redis is spoken to: its second protocol, strictly read and within bounds, over one
/// connection that many share.
@NullMarked
package dev.homeport.store.redis.protocol;

import org.jspecify.annotations.NullMarked;
