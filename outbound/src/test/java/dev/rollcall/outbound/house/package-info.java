/** A directory with streams on a real store, for tests. */
@NullMarked
package dev.rollcall.outbound.house;

import org.jspecify.annotations.NullMarked;
