/// HTTP in: connections, authentication, decoding, error bodies, the pages of our own. What those
/// who run a router can order is decided in [dev.homeport.server.admin].
@NullMarked
package dev.homeport.server;

import org.jspecify.annotations.NullMarked;
