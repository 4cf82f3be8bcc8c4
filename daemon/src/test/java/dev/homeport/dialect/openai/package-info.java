/// OpenAI's API, told and heard: clients' bodies, providers' answers as the facts describe them,
/// cut at every byte, and garbage.
@NullMarked
package dev.homeport.dialect.openai;

import org.jspecify.annotations.NullMarked;
