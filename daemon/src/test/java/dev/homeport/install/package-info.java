/// Tests of becoming a service and of ceasing to be one.
@NullMarked
package dev.homeport.install;

import org.jspecify.annotations.NullMarked;
