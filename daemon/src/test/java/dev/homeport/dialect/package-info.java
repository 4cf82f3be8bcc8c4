/// What all dialects share.
@NullMarked
package dev.homeport.dialect;

import org.jspecify.annotations.NullMarked;
