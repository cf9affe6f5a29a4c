/** Command line, configuration, wiring, packaging. */
@NullMarked
package dev.rollcall.app;

import org.jspecify.annotations.NullMarked;
