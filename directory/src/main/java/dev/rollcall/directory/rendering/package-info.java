/** Which events the change record makes, and what each of them says. */
@NullMarked
package dev.rollcall.directory.rendering;

import org.jspecify.annotations.NullMarked;
