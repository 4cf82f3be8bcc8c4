/// The supervisor, by looks and repairs that do what the test says.
@NullMarked
package dev.homeport.tunnel.watch;

import org.jspecify.annotations.NullMarked;
