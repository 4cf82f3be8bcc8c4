/// Looks at providers on real sockets, some of which behave badly.
@NullMarked
package dev.homeport.probe.provider;

import org.jspecify.annotations.NullMarked;
