/** The console: pages for operators and for customers' administrators. */
@NullMarked
package dev.rollcall.console;

import org.jspecify.annotations.NullMarked;
