/// How a request is said to a provider of OpenAI's API: what the client said and nothing else, in
/// the provider's own words for it.
@NullMarked
package dev.homeport.dialect.openai.ask;

import org.jspecify.annotations.NullMarked;
