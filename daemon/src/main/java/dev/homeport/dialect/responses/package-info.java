/// OpenAI's Responses API, as clients speak it to us: without any state between two calls, so that
/// whoever asks sends all of the conversation.
///
/// Below: how a body is [dev.homeport.dialect.responses.heard] and its answer
/// [dev.homeport.dialect.responses.written].
@NullMarked
package dev.homeport.dialect.responses;

import org.jspecify.annotations.NullMarked;
