/** A connection's users and groups: search, each one's page with its history, and what is done to them. */
@NullMarked
package dev.rollcall.console.person;

import org.jspecify.annotations.NullMarked;
