/** Event streams, what is on its way to their targets, and what became of it. */
@NullMarked
package dev.rollcall.server.management.stream;

import org.jspecify.annotations.NullMarked;
