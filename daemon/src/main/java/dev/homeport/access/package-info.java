/// Who may do what: keys and their limits, the table of routes, the policy on bodies.
@NullMarked
package dev.homeport.access;

import org.jspecify.annotations.NullMarked;
