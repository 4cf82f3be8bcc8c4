/// The Mac: property lists, and launchd, which is only asked through `launchctl` and only believed
/// by exit status.
@NullMarked
package dev.homeport.install.launchd;

import org.jspecify.annotations.NullMarked;
