/// The providers that say they speak OpenAI's API, and in what they differ from it. What is odd has
/// a name, and who has it is a table: the code knows names of oddities only, never of providers.
@NullMarked
package dev.homeport.dialect.openai.preset;

import org.jspecify.annotations.NullMarked;
