/// The program itself: the Java that it runs on, and how it was started.
@NullMarked
package dev.homeport.doctor.program;

import org.jspecify.annotations.NullMarked;
