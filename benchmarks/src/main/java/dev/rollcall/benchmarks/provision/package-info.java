/** Entra in small against Rollcall: how fast a directory arrives. */
@NullMarked
package dev.rollcall.benchmarks.provision;

import org.jspecify.annotations.NullMarked;
