/// Tests of what roles have to do with tunnels.
@NullMarked
package dev.homeport.role.tunnel;

import org.jspecify.annotations.NullMarked;
