/// What changing JSON promises about everything that is not to be changed.
@NullMarked
package dev.homeport.wire.edit;

import org.jspecify.annotations.NullMarked;
