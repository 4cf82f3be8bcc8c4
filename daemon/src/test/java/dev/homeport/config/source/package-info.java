/// How texts are read with their places.
@NullMarked
package dev.homeport.config.source;

import org.jspecify.annotations.NullMarked;
