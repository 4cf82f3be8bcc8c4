/// Linux: units, and systemd, of the system or of one user.
@NullMarked
package dev.homeport.install.systemd;

import org.jspecify.annotations.NullMarked;
