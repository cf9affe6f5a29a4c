/**
 * One class for each table or two that belong together: what is read from it and written to it. Most are an aggregate of the
 * storage port; {@link dev.rollcall.store.table.Tables} hands them out.
 */
@NullMarked
package dev.rollcall.store.table;

import org.jspecify.annotations.NullMarked;
