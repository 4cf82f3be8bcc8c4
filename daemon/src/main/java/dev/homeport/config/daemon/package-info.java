/// The daemon's settings: the table that declares them, what they mean to one another, and the
/// record that they become.
@NullMarked
package dev.homeport.config.daemon;

import org.jspecify.annotations.NullMarked;
