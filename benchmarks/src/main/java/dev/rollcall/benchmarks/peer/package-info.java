/** SCIM-SDK as a server of its own, to measure Rollcall against. */
@NullMarked
package dev.rollcall.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
