@NullMarked
package dev.rollcall.directory.storage;

import org.jspecify.annotations.NullMarked;
