/// An answer as the Messages API has it: as events, or as one object.
@NullMarked
package dev.homeport.dialect.anthropic.written;

import org.jspecify.annotations.NullMarked;
