/// Names looked up at servers that answer well, badly and not at all.
@NullMarked
package dev.homeport.tunnel.outside.dns;

import org.jspecify.annotations.NullMarked;
