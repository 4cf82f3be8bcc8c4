/// Tests of what complaints mean for accounts.
@NullMarked
package dev.homeport.account.ruling;

import org.jspecify.annotations.NullMarked;
