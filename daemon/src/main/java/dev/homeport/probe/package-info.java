/// Asks in the background how somebody is: here the Ollama on this machine, which also loads what
/// shall be warm, and the server itself; in `provider` everybody a router may ask, and for what.
@NullMarked
package dev.homeport.probe;

import org.jspecify.annotations.NullMarked;
