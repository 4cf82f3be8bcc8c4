/// Who is asked for what, in which order and why: decided from values, without asking anybody.
@NullMarked
package dev.homeport.routing;

import org.jspecify.annotations.NullMarked;
