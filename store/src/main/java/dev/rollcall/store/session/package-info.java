/** The port's sessions over the tables. */
@NullMarked
package dev.rollcall.store.session;

import org.jspecify.annotations.NullMarked;
