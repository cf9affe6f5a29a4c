@NullMarked
package dev.rollcall.directory.upkeep;

import org.jspecify.annotations.NullMarked;
