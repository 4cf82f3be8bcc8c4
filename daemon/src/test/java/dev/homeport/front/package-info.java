/// The way of a request, against real sockets that misbehave.
@NullMarked
package dev.homeport.front;

import org.jspecify.annotations.NullMarked;
