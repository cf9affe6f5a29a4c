/** What every engine does in the same way. */
@NullMarked
package dev.rollcall.store.contract;

import org.jspecify.annotations.NullMarked;
