/// Commands, exit codes, logging set-up, main.
@NullMarked
package dev.homeport.cli;

import org.jspecify.annotations.NullMarked;
