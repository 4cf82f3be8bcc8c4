/// The way of a row into the book, past a book that is away.
@NullMarked
package dev.homeport.ledger.desk;

import org.jspecify.annotations.NullMarked;
