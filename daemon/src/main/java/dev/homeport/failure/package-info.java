/// Why something did not work, as a closed set.
@NullMarked
package dev.homeport.failure;

import org.jspecify.annotations.NullMarked;
