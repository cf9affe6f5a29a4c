/** Event streams: how each does, what is on its way to its target, and what is done about it. */
@NullMarked
package dev.rollcall.console.stream;

import org.jspecify.annotations.NullMarked;
