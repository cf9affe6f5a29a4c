/** How fast the console's pages come, however much is in the store. */
@NullMarked
package dev.rollcall.benchmarks.console;

import org.jspecify.annotations.NullMarked;
