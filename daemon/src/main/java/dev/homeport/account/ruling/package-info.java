/// What a provider's no means for the account that heard it: decided from values, by tables, and
/// without asking anybody.
@NullMarked
package dev.homeport.account.ruling;

import org.jspecify.annotations.NullMarked;
