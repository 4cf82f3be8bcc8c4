/// OpenAI's API, for clients that speak it and for providers that do: everybody's second language.
///
/// [dev.homeport.dialect.openai.OpenAiClient] understands clients, with
/// [dev.homeport.dialect.openai.hear] for what they ask and [dev.homeport.dialect.openai.write] for
/// what they are told.
@NullMarked
package dev.homeport.dialect.openai;

import org.jspecify.annotations.NullMarked;
