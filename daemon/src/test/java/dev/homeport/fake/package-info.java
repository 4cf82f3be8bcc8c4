/// What tests put in the place of the world: small classes that keep its rules.
@NullMarked
package dev.homeport.fake;

import org.jspecify.annotations.NullMarked;
