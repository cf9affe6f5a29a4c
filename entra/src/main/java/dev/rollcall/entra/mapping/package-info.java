/** What becomes of a source object's attributes in the target. */
@NullMarked
package dev.rollcall.entra.mapping;

import org.jspecify.annotations.NullMarked;
