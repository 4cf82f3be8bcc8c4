/// Plans, as tables.
@NullMarked
package dev.homeport.routing;

import org.jspecify.annotations.NullMarked;
