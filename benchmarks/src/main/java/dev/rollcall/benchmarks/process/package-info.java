/** Servers as processes of their own, started as an administrator starts them. */
@NullMarked
package dev.rollcall.benchmarks.process;

import org.jspecify.annotations.NullMarked;
