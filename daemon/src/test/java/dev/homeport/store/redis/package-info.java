/// State in a Redis, against a real one.
@NullMarked
package dev.homeport.store.redis;

import org.jspecify.annotations.NullMarked;
