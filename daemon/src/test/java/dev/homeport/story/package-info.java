/// The whole program as its users have it: real processes, real sockets, files and signals.
@NullMarked
package dev.homeport.story;

import org.jspecify.annotations.NullMarked;
