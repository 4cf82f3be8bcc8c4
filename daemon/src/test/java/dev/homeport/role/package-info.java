/// How the roles stand.
@NullMarked
package dev.homeport.role;

import org.jspecify.annotations.NullMarked;
