/** A connection's mapping: its rows, what they make of a user, its versions and the attribute of user ids. */
@NullMarked
package dev.rollcall.console.mapping;

import org.jspecify.annotations.NullMarked;
