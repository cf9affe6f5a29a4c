/** Texts: what counts as the same without regard to case, times, and what messages quote. */
@NullMarked
package dev.rollcall.scim.text;

import org.jspecify.annotations.NullMarked;
