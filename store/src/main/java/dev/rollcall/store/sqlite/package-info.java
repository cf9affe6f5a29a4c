/** The embedded engine. */
@NullMarked
package dev.rollcall.store.sqlite;

import org.jspecify.annotations.NullMarked;
