/// The token that GigaChat wants to see: fetched once for everybody who needs it, in good time.
@NullMarked
package dev.homeport.upstream.gigachat;

import org.jspecify.annotations.NullMarked;
