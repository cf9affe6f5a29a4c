/** A load client for HTTP/1.1 that costs little beside the server it drives. */
@NullMarked
package dev.rollcall.benchmarks.load;

import org.jspecify.annotations.NullMarked;
