/// What a client of the Responses API asks, understood; or what the real API would object to it.
@NullMarked
package dev.homeport.dialect.responses.heard;

import org.jspecify.annotations.NullMarked;
