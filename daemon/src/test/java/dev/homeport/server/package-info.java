/// Rude tests of the server: real sockets, clients that leave, upstreams that misbehave.
@NullMarked
package dev.homeport.server;

import org.jspecify.annotations.NullMarked;
