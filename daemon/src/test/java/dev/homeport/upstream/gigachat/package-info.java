/// One token for everybody, whatever happens while it is fetched.
@NullMarked
package dev.homeport.upstream.gigachat;

import org.jspecify.annotations.NullMarked;
