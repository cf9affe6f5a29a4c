@NullMarked
package dev.rollcall.directory.token;

import org.jspecify.annotations.NullMarked;
