/// A question as Anthropic's own Messages API wants it, with all that it insists on.
@NullMarked
package dev.homeport.dialect.anthropic.asked;

import org.jspecify.annotations.NullMarked;
