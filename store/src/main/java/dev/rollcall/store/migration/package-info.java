/** The schema and its versions. */
@NullMarked
package dev.rollcall.store.migration;

import org.jspecify.annotations.NullMarked;
