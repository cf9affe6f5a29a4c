@NullMarked
package dev.rollcall.directory.resource;

import org.jspecify.annotations.NullMarked;
