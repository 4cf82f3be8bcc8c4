/// OpenAI's Responses API, as clients speak it.
@NullMarked
package dev.homeport.dialect.responses;

import org.jspecify.annotations.NullMarked;
