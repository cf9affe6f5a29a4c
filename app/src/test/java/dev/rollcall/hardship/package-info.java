/** What must hold when many write at once, when one writes very much, and when the process dies in the middle. */
@NullMarked
package dev.rollcall.hardship;

import org.jspecify.annotations.NullMarked;
