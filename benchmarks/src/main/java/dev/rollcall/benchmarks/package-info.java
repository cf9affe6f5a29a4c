/** JMH benchmarks and load. */
@NullMarked
package dev.rollcall.benchmarks;

import org.jspecify.annotations.NullMarked;
