/// Tests of pools of accounts.
@NullMarked
package dev.homeport.account;

import org.jspecify.annotations.NullMarked;
