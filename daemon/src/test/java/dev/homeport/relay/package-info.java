/// The relay on real sockets: providers that misbehave, clients that leave, and what passes
/// through.
@NullMarked
package dev.homeport.relay;

import org.jspecify.annotations.NullMarked;
