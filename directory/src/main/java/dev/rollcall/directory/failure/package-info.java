/** How the house reports its own failures to the operator. */
@NullMarked
package dev.rollcall.directory.failure;

import org.jspecify.annotations.NullMarked;
