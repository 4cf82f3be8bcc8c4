/// Connections to those who can answer.
@NullMarked
package dev.homeport.upstream;

import org.jspecify.annotations.NullMarked;
