/// The router's settings.
@NullMarked
package dev.homeport.config.router;

import org.jspecify.annotations.NullMarked;
