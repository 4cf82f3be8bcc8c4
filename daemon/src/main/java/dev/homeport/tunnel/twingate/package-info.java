/// Twingate's Connector on the machine of the models: where it runs, what can be read of it, and
/// how it is started anew. Whether it leads here, only somebody outside can see; its own health
/// check says no more than that it runs.
@NullMarked
package dev.homeport.tunnel.twingate;

import org.jspecify.annotations.NullMarked;
