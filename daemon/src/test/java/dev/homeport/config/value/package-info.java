/// How single values are judged.
@NullMarked
package dev.homeport.config.value;

import org.jspecify.annotations.NullMarked;
