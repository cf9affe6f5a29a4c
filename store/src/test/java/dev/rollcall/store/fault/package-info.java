/** A driver that fails when it is told to. */
@NullMarked
package dev.rollcall.store.fault;

import org.jspecify.annotations.NullMarked;
