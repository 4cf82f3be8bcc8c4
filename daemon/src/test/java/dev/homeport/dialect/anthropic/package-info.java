/// Anthropic's API from both sides: as clients speak it, and as a provider does.
@NullMarked
package dev.homeport.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
