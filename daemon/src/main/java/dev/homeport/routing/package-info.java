/// Who is asked for what, in which order, under which name for the model, and why the others are
/// not: decided from values, without asking anybody.
@NullMarked
package dev.homeport.routing;

import org.jspecify.annotations.NullMarked;
