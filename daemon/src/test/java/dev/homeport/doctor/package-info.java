/// What the doctor sees on machines that are well and on machines that are not.
@NullMarked
package dev.homeport.doctor;

import org.jspecify.annotations.NullMarked;
