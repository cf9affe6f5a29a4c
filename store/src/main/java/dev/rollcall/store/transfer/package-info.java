/** All rows of one store put into another one of another engine, table by table, and compared at the end. */
@NullMarked
package dev.rollcall.store.transfer;

import org.jspecify.annotations.NullMarked;
