/// What the table of paths promises.
@NullMarked
package dev.homeport.access.route;

import org.jspecify.annotations.NullMarked;
