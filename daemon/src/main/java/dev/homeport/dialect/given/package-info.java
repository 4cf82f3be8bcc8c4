/// What clients give, read strictly for the APIs that object to the first thing that is wrong.
@NullMarked
package dev.homeport.dialect.given;

import org.jspecify.annotations.NullMarked;
