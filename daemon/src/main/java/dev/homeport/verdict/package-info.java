/// What follows when a provider gives no answer: whether the next one is asked, what is held
/// against it, and what a client is told. Decided from values, without asking anybody.
@NullMarked
package dev.homeport.verdict;

import org.jspecify.annotations.NullMarked;
