@NullMarked
package dev.rollcall.directory.connection;

import org.jspecify.annotations.NullMarked;
