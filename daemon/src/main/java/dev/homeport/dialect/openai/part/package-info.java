/// What looks the same in a request that comes from a client and in one that goes to a provider:
/// the ids of calls and pictures in `data:` addresses.
@NullMarked
package dev.homeport.dialect.openai.part;

import org.jspecify.annotations.NullMarked;
