/// Tests of property lists and of launchd.
@NullMarked
package dev.homeport.install.launchd;

import org.jspecify.annotations.NullMarked;
