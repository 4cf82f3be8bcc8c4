/// HTTP in: connections, authentication, decoding, error bodies, the pages of our own.
@NullMarked
package dev.homeport.server;

import org.jspecify.annotations.NullMarked;
