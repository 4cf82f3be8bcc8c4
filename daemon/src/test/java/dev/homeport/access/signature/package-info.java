/// Tests of calls that the ollama program signs.
@NullMarked
package dev.homeport.access.signature;

import org.jspecify.annotations.NullMarked;
