/// Accounts that are not asked: kept among the facts, so that they outlive the process and are the
/// same for all who are on one state.
@NullMarked
package dev.homeport.account.block;

import org.jspecify.annotations.NullMarked;
