/** Works, and how several of them become one durable transaction. */
@NullMarked
package dev.rollcall.store.write;

import org.jspecify.annotations.NullMarked;
