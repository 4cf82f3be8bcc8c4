/// The kinds of value a setting can have: how each is read, printed, and what to say when it is not
/// one.
@NullMarked
package dev.homeport.config.value;

import org.jspecify.annotations.NullMarked;
