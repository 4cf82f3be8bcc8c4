/// The way from the Internet to this machine, watched and mended: what each kind of tunnel can read
/// and do ([Tunnel]), where it is looked at from ([Vantage]), what follows from it (`policy`,
/// pure), and the supervisor that obeys.
@NullMarked
package dev.homeport.tunnel;

import org.jspecify.annotations.NullMarked;
