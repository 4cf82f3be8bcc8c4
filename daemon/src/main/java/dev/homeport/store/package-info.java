/// What outlives the process, and is shared by those on the same state: [dev.homeport.store.Facts],
/// small and with a name, and [dev.homeport.store.Tallies], amounts that many draw from. Here are
/// the words and the fsynced log that the Mac keeps; each other engine is a package below.
@NullMarked
package dev.homeport.store;

import org.jspecify.annotations.NullMarked;
