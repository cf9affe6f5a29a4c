/**
 * Event streams: what is set of them, what is on its way to their targets, and what is remembered of a target. Records hold no
 * secret in the clear.
 */
@NullMarked
package dev.rollcall.directory.stream;

import org.jspecify.annotations.NullMarked;
