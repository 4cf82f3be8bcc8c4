/// Tests of the router's wiring.
@NullMarked
package dev.homeport.role.router;

import org.jspecify.annotations.NullMarked;
