/// The machine: its folders, child processes, keychain, sleep, and who holds a port; a platform
/// that tests can swap.
@NullMarked
package dev.homeport.host;

import org.jspecify.annotations.NullMarked;
