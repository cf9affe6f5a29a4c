/** How fast event streams deliver, what a long queue costs in memory, and what targets that take nothing cost those who write. */
@NullMarked
package dev.rollcall.benchmarks.outbound;

import org.jspecify.annotations.NullMarked;
