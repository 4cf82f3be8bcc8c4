/// The supervisor of the tunnel: it owns the state, hears of looks, repairs, wakes and networks,
/// and does what the policy says, one thing at a time.
@NullMarked
package dev.homeport.tunnel.watch;

import org.jspecify.annotations.NullMarked;
