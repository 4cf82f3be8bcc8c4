/// How the table finds settings by path, by variable, and by guess.
@NullMarked
package dev.homeport.config.table;

import org.jspecify.annotations.NullMarked;
