/// Asks every provider in the background which models it has, and so learns whether it answers; and
/// asks those who failed, and accounts that were blocked, whether they are back, so that no request
/// has to.
@NullMarked
package dev.homeport.probe.provider;

import org.jspecify.annotations.NullMarked;
