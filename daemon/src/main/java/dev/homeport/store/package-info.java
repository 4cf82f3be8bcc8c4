/// What outlives the process, and is shared by those on the same state: [Facts], small and with a
/// name, and [Tallies], amounts that many draw from. Here are the words; each engine is a package
/// below.
@NullMarked
package dev.homeport.store;

import org.jspecify.annotations.NullMarked;
