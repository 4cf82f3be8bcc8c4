/// Conversations in any disorder, and the order that strict providers want.
@NullMarked
package dev.homeport.dialect.turn;

import org.jspecify.annotations.NullMarked;
