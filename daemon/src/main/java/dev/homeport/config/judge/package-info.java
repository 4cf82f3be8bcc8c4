/// Puts what the sources say against the table: which value counts, which fits nothing, which is
/// wrong, and which files give secrets away. It knows no role.
@NullMarked
package dev.homeport.config.judge;

import org.jspecify.annotations.NullMarked;
