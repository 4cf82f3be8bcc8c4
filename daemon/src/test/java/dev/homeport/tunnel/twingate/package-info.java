/// Tests of the Connector on the machine of the models, with a Docker that misbehaves.
@NullMarked
package dev.homeport.tunnel.twingate;

import org.jspecify.annotations.NullMarked;
