/** What a store knows of how it does. */
@NullMarked
package dev.rollcall.store.health;

import org.jspecify.annotations.NullMarked;
