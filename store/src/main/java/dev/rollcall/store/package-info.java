/** The storage port over SQL: SQLite and PostgreSQL. */
@NullMarked
package dev.rollcall.store;

import org.jspecify.annotations.NullMarked;
