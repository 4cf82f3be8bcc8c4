/// The way of a call from a client of OpenAI's API to a provider of the same: bytes as they came,
/// but for what would give the provider away or break a client.
@NullMarked
package dev.homeport.dialect.openai.pass;

import org.jspecify.annotations.NullMarked;
