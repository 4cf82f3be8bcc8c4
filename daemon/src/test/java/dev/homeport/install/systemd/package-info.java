/// Tests of units and of systemd.
@NullMarked
package dev.homeport.install.systemd;

import org.jspecify.annotations.NullMarked;
