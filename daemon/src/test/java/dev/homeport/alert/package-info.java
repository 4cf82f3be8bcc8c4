/// Tests of what people are told, and that it arrives.
@NullMarked
package dev.homeport.alert;

import org.jspecify.annotations.NullMarked;
