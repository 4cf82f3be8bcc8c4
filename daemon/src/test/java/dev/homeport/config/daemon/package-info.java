/// The daemon's settings.
@NullMarked
package dev.homeport.config.daemon;

import org.jspecify.annotations.NullMarked;
