/** Words for people: what an unknown name was probably meant to be. */
@NullMarked
package dev.rollcall.client.text;

import org.jspecify.annotations.NullMarked;
