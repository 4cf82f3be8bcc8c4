/// As much of HTTP/1.1 as a server needs whose clients are programs on the same machine.
@NullMarked
package dev.homeport.simulation.http;

import org.jspecify.annotations.NullMarked;
