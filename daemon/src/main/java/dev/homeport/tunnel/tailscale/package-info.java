/// Tailscale Funnel as a way to this machine: what its command tells, and the rungs of the ladder
/// as far as they are its own.
///
/// The service behind the command may be frozen, absent, of another user, waiting for a person, or
/// well and refused by the control server; the command ends with status 0 where it did nothing, and
/// replaces and deletes what is not ours without a question. So everything is read again after it
/// was changed, nothing is changed where something foreign stands, and only a closed set of words
/// is ever said to it (`cli.Call`).
@NullMarked
package dev.homeport.tunnel.tailscale;

import org.jspecify.annotations.NullMarked;
