/// What the settings of both roles have in common: where clients ask, who is let in, how much at
/// once, how it logs, and where the state is kept.
@NullMarked
package dev.homeport.config.door;

import org.jspecify.annotations.NullMarked;
