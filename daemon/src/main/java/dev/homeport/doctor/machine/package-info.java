/// The machine under it: files that hold secrets, the folder of the state, sleep, firewall, clock,
/// and who starts the program again when it ends.
@NullMarked
package dev.homeport.doctor.machine;

import org.jspecify.annotations.NullMarked;
