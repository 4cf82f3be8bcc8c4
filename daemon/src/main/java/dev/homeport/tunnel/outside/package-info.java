/// The public address as the world sees it: a small asker that trusts no library's idea of an end,
/// the name looked up past MagicDNS, each public address tried by itself, and what every way of
/// failing there says about its cause.
///
/// Nothing here is kept open, pooled or followed: each look is a new connection, because an old one
/// proves nothing.
@NullMarked
package dev.homeport.tunnel.outside;

import org.jspecify.annotations.NullMarked;
