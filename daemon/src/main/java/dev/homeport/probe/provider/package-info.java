/// Asks every provider in the background which models it has, and so learns whether it answers.
@NullMarked
package dev.homeport.probe.provider;

import org.jspecify.annotations.NullMarked;
