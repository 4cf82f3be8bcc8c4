/// How pages of a role look on a terminal: tables and screens.
@NullMarked
package dev.homeport.cli.screen;

import org.jspecify.annotations.NullMarked;
