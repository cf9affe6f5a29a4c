@NullMarked
package dev.rollcall.directory.log;

import org.jspecify.annotations.NullMarked;
