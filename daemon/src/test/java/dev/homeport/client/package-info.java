/// The client libraries that people have, as they come, against the daemon as it is.
@NullMarked
package dev.homeport.client;

import org.jspecify.annotations.NullMarked;
