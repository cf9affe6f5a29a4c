/** Pages that follow what happens. */
@NullMarked
package dev.rollcall.console.live;

import org.jspecify.annotations.NullMarked;
