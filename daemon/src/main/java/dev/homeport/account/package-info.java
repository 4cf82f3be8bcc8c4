/// Pools of accounts at one provider: whose turn it is, who is blocked and until when, and what a
/// provider's no means for the account that heard it.
@NullMarked
package dev.homeport.account;

import org.jspecify.annotations.NullMarked;
