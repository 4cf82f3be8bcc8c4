/// What GigaChat is asked, and what is made of what it answers.
@NullMarked
package dev.homeport.dialect.gigachat;

import org.jspecify.annotations.NullMarked;
