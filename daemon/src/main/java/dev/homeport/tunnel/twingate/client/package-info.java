/// The router's end of Twingate: its headless client, looked after and, where a service key is
/// given, started. That the client says it is online proves nothing; an answer of a home does.
@NullMarked
package dev.homeport.tunnel.twingate.client;

import org.jspecify.annotations.NullMarked;
