/// Every client with every provider, with the dialects of the main tree between them.
@NullMarked
package dev.homeport.contract.suite;

import org.jspecify.annotations.NullMarked;
