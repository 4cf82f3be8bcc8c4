/// Log lines and metrics, as text.
@NullMarked
package dev.homeport.journal;

import org.jspecify.annotations.NullMarked;
