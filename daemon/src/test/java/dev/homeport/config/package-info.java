/// What the daemon's configuration means, from whole sources to whole settings.
@NullMarked
package dev.homeport.config;

import org.jspecify.annotations.NullMarked;
