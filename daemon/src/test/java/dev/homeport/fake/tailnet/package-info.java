/// A tailnet for tests: the command `tailscale` that plays recordings of the real one, the public
/// way in with its edges, the names of the Internet and its portal.
@NullMarked
package dev.homeport.fake.tailnet;

import org.jspecify.annotations.NullMarked;
