/// Who can answer for a router, as it is configured.
@NullMarked
package dev.homeport.config.provider;

import org.jspecify.annotations.NullMarked;
