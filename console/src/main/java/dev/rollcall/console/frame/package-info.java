/** What a page of the console is made of: its path, its request, its answer, and the frame around it. */
@NullMarked
package dev.rollcall.console.frame;

import org.jspecify.annotations.NullMarked;
