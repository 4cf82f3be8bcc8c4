/// What a client of the Messages API asks, understood; or what the real API would object to it.
@NullMarked
package dev.homeport.dialect.anthropic.heard;

import org.jspecify.annotations.NullMarked;
