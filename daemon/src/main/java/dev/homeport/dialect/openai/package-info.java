/// OpenAI's API, for clients that speak it and for providers that do: everybody's second language.
///
/// [dev.homeport.dialect.openai.OpenAiClient] understands clients: `hear` has what they ask,
/// `write` what they are told. [dev.homeport.dialect.openai.OpenAiProvider] speaks to a provider:
/// `ask` has what it is asked, `answer` what it says, `trouble` what its errors mean, and `preset`
/// lists what is odd about whom.
@NullMarked
package dev.homeport.dialect.openai;

import org.jspecify.annotations.NullMarked;
