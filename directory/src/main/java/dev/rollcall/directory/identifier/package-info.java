@NullMarked
package dev.rollcall.directory.identifier;

import org.jspecify.annotations.NullMarked;
