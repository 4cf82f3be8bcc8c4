/// Tests of tables and screens.
@NullMarked
package dev.homeport.cli.screen;

import org.jspecify.annotations.NullMarked;
