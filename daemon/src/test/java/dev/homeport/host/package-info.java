/// The machine as tests build it: folders, programs that misbehave, a Mac that is none.
@NullMarked
package dev.homeport.host;

import org.jspecify.annotations.NullMarked;
