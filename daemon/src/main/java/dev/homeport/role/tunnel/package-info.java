/// What roles have to do with tunnels: the one that is kept alive and what is shown of it, and
/// Twingate's way to a home.
@NullMarked
package dev.homeport.role.tunnel;

import org.jspecify.annotations.NullMarked;
