/// Public names looked up by a small DNS client of our own: a member of a tailnet asks its system
/// and is told the way inside, by which no stranger comes.
@NullMarked
package dev.homeport.tunnel.outside.dns;

import org.jspecify.annotations.NullMarked;
