/// How the stock `ollama` program proves who it is: it can send no key, but with `OLLAMA_AUTH=1` it
/// signs each call with its Ed25519 key.
@NullMarked
package dev.homeport.access.signature;

import org.jspecify.annotations.NullMarked;
