/// Tells a person: once when something is wrong, and once when it is over. Never in anybody's way.
@NullMarked
package dev.homeport.alert;

import org.jspecify.annotations.NullMarked;
