/// Who keeps trying keys that do not exist, and how they are slowed down without anybody else
/// feeling it.
@NullMarked
package dev.homeport.access.guess;

import org.jspecify.annotations.NullMarked;
