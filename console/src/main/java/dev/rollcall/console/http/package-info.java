/** Serves the pages of the console over HTTP. */
@NullMarked
package dev.rollcall.console.http;

import org.jspecify.annotations.NullMarked;
