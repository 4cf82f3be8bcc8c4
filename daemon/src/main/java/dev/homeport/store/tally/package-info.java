/// How amounts add up: pots with what is out of them, and minutes that fill again. Values and
/// arithmetic alone, without clocks, locks and disks.
@NullMarked
package dev.homeport.store.tally;

import org.jspecify.annotations.NullMarked;
