@NullMarked
package dev.rollcall.directory.change;

import org.jspecify.annotations.NullMarked;
