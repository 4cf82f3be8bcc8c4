/// What stands in the repository beside the code: the scripts, run against fakes of the JDK and of
/// Maven, and launchd's plist.
@NullMarked
package dev.homeport.checkout;

import org.jspecify.annotations.NullMarked;
