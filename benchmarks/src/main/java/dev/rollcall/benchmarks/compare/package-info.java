/** Rollcall and its peer side by side: the same users, the same requests, in turn. */
@NullMarked
package dev.rollcall.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
