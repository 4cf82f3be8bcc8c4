/// What commands print and how they exit.
@NullMarked
package dev.homeport.cli;

import org.jspecify.annotations.NullMarked;
