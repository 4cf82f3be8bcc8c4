/// Tests of blocks and their keeping.
@NullMarked
package dev.homeport.account.block;

import org.jspecify.annotations.NullMarked;
