/// The providers of a router, home among them: whether each has a key, can be reached, and lets us
/// in.
@NullMarked
package dev.homeport.doctor.provider;

import org.jspecify.annotations.NullMarked;
