/// The programs of a Mac that Homeport asks, as small scripts that say what a test wants.
@NullMarked
package dev.homeport.fake.mac;

import org.jspecify.annotations.NullMarked;
