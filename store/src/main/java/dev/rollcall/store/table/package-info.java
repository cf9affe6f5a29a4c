/** One class for each table: what is read from it and written to it. */
@NullMarked
package dev.rollcall.store.table;

import org.jspecify.annotations.NullMarked;
