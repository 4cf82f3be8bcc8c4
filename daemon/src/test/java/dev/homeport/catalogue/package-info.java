/// What was last seen of everybody's models: looked up, kept, joined.
@NullMarked
package dev.homeport.catalogue;

import org.jspecify.annotations.NullMarked;
