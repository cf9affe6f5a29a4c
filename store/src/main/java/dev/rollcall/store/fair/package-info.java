/** Turns: whose work is next, so that no share keeps another one waiting. */
@NullMarked
package dev.rollcall.store.fair;

import org.jspecify.annotations.NullMarked;
