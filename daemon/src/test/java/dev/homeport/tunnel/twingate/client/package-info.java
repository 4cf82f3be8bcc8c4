/// Tests of the router's end of Twingate, with programs that misbehave as the real ones do.
@NullMarked
package dev.homeport.tunnel.twingate.client;

import org.jspecify.annotations.NullMarked;
