/// The router, built and wired by hand: its fleet of providers, its money and accounts, and what it
/// shows of them.
@NullMarked
package dev.homeport.role.router;

import org.jspecify.annotations.NullMarked;
