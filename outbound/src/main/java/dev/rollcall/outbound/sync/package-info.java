/**
 * Comparing a target with the source and mending what differs: inventory, match, plan, apply, verify. Everything goes in pieces
 * whose place is stored, so that whoever comes after an interruption goes on.
 */
@NullMarked
package dev.rollcall.outbound.sync;

import org.jspecify.annotations.NullMarked;
